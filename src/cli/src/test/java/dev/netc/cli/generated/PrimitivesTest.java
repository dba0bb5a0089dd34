package dev.netc.cli.generated;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.ArgMax;
import dev.netc.compiler.op.primitive.BatchMatMul;
import dev.netc.compiler.op.primitive.Concat;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Gather;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.OneHot;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Slice;
import dev.netc.compiler.op.primitive.Softmax;
import dev.netc.compiler.op.primitive.SoftmaxCrossEntropy;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every primitive with its gradient, as kernels, against the reference. Each is put between an
 * affine map of the input and a squared loss, so that its gradient is computed too.
 */
class PrimitivesTest {
  private static final int CLASSES = NetBuilder.CLASSES;

  /** Scopes to nodes, by what they try. */
  private final Map<String, Function<NetBuilder.Scope, Node>> cases = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> agreeWithTheReference() {
    elementwise();
    broadcasts();
    reductions();
    products();
    shapes();
    choices();
    return cases.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getValue())));
  }

  private static void check(Function<NetBuilder.Scope, Node> value) {
    NetBuilder net =
        new NetBuilder("Primitives")
            .input("x", 2, 3, CLASSES)
            .index("index")
            .parameter("w", 2, 3, CLASSES)
            .parameter("row", CLASSES)
            .parameter("column", 3, 1)
            .parameter("number")
            .parameter("matrix", CLASSES, 6)
            .optimizer(NetBuilder.optimizer("sgd", Map.of("lr", 0.05)));
    var lowered =
        net.trained(
            s -> s.output("y", value.apply(s)),
            s -> {
              Node y = value.apply(s);
              s.output("loss", s.m().reduceAll(Reduce.Kind.MEAN, s.m().square(y)));
            });
    Agreement agreement = new Agreement(lowered);
    agreement.check("portable", 3, 3, 1, 2);
    agreement.check("auto", 3, 3);
  }

  private void add(String name, Function<NetBuilder.Scope, Node> value) {
    cases.put(name, value);
  }

  /** A value between -2 and 2 for each sample, of shape [2, 3, classes], that varies with w. */
  private static Node inner(NetBuilder.Scope s) {
    return s.at("inner").m().add(s.get("x"), s.get("w"));
  }

  /** One from 0.5 up. */
  private static Node positive(NetBuilder.Scope s) {
    return s.m().shift(0.5, s.m().square(inner(s)));
  }

  private void elementwise() {
    for (Elementwise op : Elementwise.values()) {
      boolean needsPositive =
          switch (op) {
            case SQRT, LOG, LOG1P, POW, XLOGY, RECIPROCAL, DIV -> true;
            default -> false;
          };
      add(
          op.mnemonic(),
          s -> {
            Node a = needsPositive ? positive(s) : inner(s);
            Node b = s.m().shift(1, s.m().square(s.get("row")));
            List<Node> operands = new ArrayList<>(List.of(a, b, s.get("number")));
            return s.at(op.mnemonic()).m().graph().add(op, operands.subList(0, op.arity()));
          });
    }
  }

  private void broadcasts() {
    add("row", s -> s.m().mul(inner(s), s.get("row")));
    add("column", s -> s.m().mul(inner(s), s.get("column")));
    add("number", s -> s.m().mul(inner(s), s.get("number")));
    add("outer", s -> s.m().mul(s.get("row"), s.get("column")));
    add(
        "sample",
        s -> {
          Node each = s.m().reduceAll(Reduce.Kind.SUM, inner(s));
          return s.m().mul(inner(s), s.m().reshape(each, Shape.of(1, 1, 1)));
        });
    add("stretched function", s -> stretched(s.m().unary(Elementwise.EXP, s.get("column")), s));
    add("constants", s -> s.m().add(inner(s), s.m().constant(Shape.of(CLASSES), 1, 2, 3, 4, 5)));
    add("batch share", s -> s.m().mul(inner(s), s.m().graph().add(new Leaf.InverseBatch())));
  }

  private static Node stretched(Node x, NetBuilder.Scope s) {
    return s.m().broadcastTo(x, TensorType.batched(Shape.of(2, 3, CLASSES)));
  }

  private void reductions() {
    for (Reduce.Kind kind : Reduce.Kind.values()) {
      add(kind + " of all", s -> s.m().reduceAll(kind, inner(s)));
      add(kind + " of the first axis", s -> s.m().reduce(kind, inner(s), List.of(0)));
      add(kind + " of the middle axis", s -> s.m().reduce(kind, inner(s), List.of(1)));
      add(kind + " of the last axes", s -> s.m().reduce(kind, inner(s), List.of(1, 2)));
      add(kind + " of the batch", s -> s.m().reduceBatch(kind, inner(s)));
      add(kind + " of a parameter", s -> s.m().reduce(kind, s.get("w"), List.of(1)));
    }
    add("softmax", s -> s.m().graph().add(new Softmax(false), inner(s)));
    add("log_softmax", s -> s.m().graph().add(new Softmax(true), inner(s)));
    add("softmax of a parameter", s -> s.m().graph().add(new Softmax(false), s.get("w")));
  }

  private void products() {
    add("linear", s -> s.m().graph().add(new Linear(false), inner(s), s.get("matrix")));
    for (Elementwise f :
        List.of(Elementwise.RELU, Elementwise.SIGMOID, Elementwise.TANH, Elementwise.SOFTPLUS)) {
      add(
          "linear, bias, " + f,
          s -> {
            Node product = s.m().graph().add(new Linear(false), inner(s), s.get("matrix"));
            Node bias = s.m().reduce(Reduce.Kind.SUM, s.get("matrix"), List.of(0));
            return s.m().unary(f, s.m().add(product, bias));
          });
    }
    add(
        "linear of a transposed matrix",
        s -> {
          Node six = s.m().graph().add(new Linear(false), inner(s), s.get("matrix"));
          return s.m().graph().add(new Linear(true), six, s.get("matrix"));
        });
    add(
        "linear of a parameter",
        s -> s.m().graph().add(new Linear(false), s.get("w"), s.get("matrix")));
    for (boolean a : new boolean[] {false, true}) {
      for (boolean b : new boolean[] {false, true}) {
        add("batch_matmul " + a + " " + b, s -> batchProduct(s, a, b, true, true));
        add("batch_matmul, shared a " + a + " " + b, s -> batchProduct(s, a, b, false, true));
        add("batch_matmul, shared b " + a + " " + b, s -> batchProduct(s, a, b, true, false));
      }
    }
  }

  private static Node batchProduct(
      NetBuilder.Scope s, boolean transposeA, boolean transposeB, boolean manyA, boolean manyB) {
    Node a =
        s.m().reshape(manyA ? inner(s) : s.get("w"), transposeA ? Shape.of(5, 6) : Shape.of(6, 5));
    Node b =
        s.m().reshape(manyB ? inner(s) : s.get("w"), transposeB ? Shape.of(6, 5) : Shape.of(5, 6));
    return s.m().graph().add(new BatchMatMul(transposeA, transposeB), a, b);
  }

  private void shapes() {
    add("permute", s -> on(s, new Permute(List.of(2, 0, 1))));
    add(
        "transpose of a parameter",
        s -> s.m().graph().add(new Permute(List.of(1, 0)), s.get("matrix")));
    add("slice of the first axis", s -> on(s, new Slice(0, 1, 2)));
    add("slice of the last axis", s -> on(s, new Slice(2, 1, 4)));
    add("reshape", s -> s.m().reshape(inner(s), Shape.of(6 * CLASSES)));
    for (int axis = 0; axis < 3; axis++) {
      Primitive concat = new Concat(axis);
      add(
          "concat of axis " + axis,
          s -> s.m().graph().add(concat, inner(s), s.m().neg(inner(s)), s.m().square(inner(s))));
    }
    add("a gradient of nothing", s -> s.m().square(s.get("x")));
    add("a parameter as it is", s -> s.get("w"));
  }

  private static Node on(NetBuilder.Scope s, Primitive op) {
    return s.m().graph().add(op, inner(s));
  }

  private void choices() {
    add("argmax", s -> s.m().mul(s.m().graph().add(new ArgMax(2), inner(s)), s.get("number")));
    add("argmax of the middle", s -> s.m().mul(on(s, new ArgMax(1)), s.get("number")));
    add(
        "one_hot",
        s -> s.m().mul(s.m().graph().add(new OneHot(CLASSES), s.get("index")), s.get("row")));
    add("gather", s -> s.m().graph().add(new Gather(), s.get("matrix"), s.get("index")));
    add(
        "cross entropy of an index",
        s ->
            s.m()
                .graph()
                .add(
                    new SoftmaxCrossEntropy(false),
                    s.m().reduce(Reduce.Kind.SUM, inner(s), List.of(0, 1)),
                    s.get("index")));
    add(
        "cross entropy of probabilities",
        s -> {
          Node target = s.m().graph().add(new Softmax(false), s.m().neg(inner(s)));
          return s.m().graph().add(new SoftmaxCrossEntropy(true), inner(s), target);
        });
    add(
        "random numbers",
        s -> {
          Algebra m = s.m();
          Node keep = m.graph().add(random(Leaf.Random.Distribution.BERNOULLI, 0.5, 0, 1));
          Node noise = m.graph().add(random(Leaf.Random.Distribution.NORMAL, 1, 0.5, 2));
          Node scale = m.graph().add(random(Leaf.Random.Distribution.UNIFORM, -1, 1, 3));
          return m.add(m.mul(inner(s), keep), m.mul(noise, scale));
        });
  }

  private static Leaf random(Leaf.Random.Distribution kind, double a, double b, long stream) {
    return new Leaf.Random(kind, a, b, stream, TensorType.batched(Shape.of(2, 3, CLASSES)));
  }
}
