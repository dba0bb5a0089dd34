package dev.netc.compiler.op;

import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.op.Operand.Domain;
import dev.netc.compiler.op.primitive.ArgMax;
import dev.netc.compiler.op.primitive.BatchMatMul;
import dev.netc.compiler.op.primitive.Broadcast;
import dev.netc.compiler.op.primitive.Concat;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Gather;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.OneHot;
import dev.netc.compiler.op.primitive.OuterSum;
import dev.netc.compiler.op.primitive.Pad;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Rebatch;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Reshape;
import dev.netc.compiler.op.primitive.ScatterAdd;
import dev.netc.compiler.op.primitive.Slice;
import dev.netc.compiler.op.primitive.Softmax;
import dev.netc.compiler.op.primitive.SoftmaxCrossEntropy;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Calls of the graph's primitive operations. */
final class PrimitiveSamples {
  private static final int BATCH = 4;

  private final List<Sample> samples = new ArrayList<>();

  private PrimitiveSamples() {}

  static List<Sample> all() {
    PrimitiveSamples all = new PrimitiveSamples();
    for (Elementwise op : Elementwise.values()) {
      all.elementwise(op);
    }
    for (boolean batched : new boolean[] {false, true}) {
      all.arranging(batched);
      all.folding(batched);
      all.choosing(batched);
      all.softmax(batched);
    }
    all.products();
    all.leaves();
    all.samples.addAll(SpatialSamples.all());
    return all.samples;
  }

  private void add(Primitive op, Operand... operands) {
    samples.add(sample(op, operands));
  }

  static Sample sample(Primitive op, Operand... operands) {
    List<Operand> list = List.of(operands);
    TensorType type = op.type(list.stream().map(Operand::type).toList());
    return new Sample(op.mnemonic(), list, type, BATCH, (to, in) -> to.math().graph().add(op, in));
  }

  static Operand real(boolean batched, int... dims) {
    return Operand.of(new TensorType(batched, Shape.of(dims)), Domain.REAL);
  }

  private void elementwise(Elementwise op) {
    Domain first =
        switch (op) {
          case SQRT, LOG, LOG1P, POW, XLOGY -> Domain.POSITIVE;
          case WHERE, AND, OR, NOT -> Domain.TRUTH;
          default -> Domain.REAL;
        };
    Domain second = op == Elementwise.XLOGY ? Domain.POSITIVE : Domain.REAL;
    List<Operand> operands = new ArrayList<>();
    for (Shape shape : List.of(Shape.of(7, 3), Shape.of(1, 3), Shape.of(7, 1))) {
      boolean batched = operands.size() == 1;
      operands.add(Operand.of(new TensorType(batched, shape), operands.isEmpty() ? first : second));
    }
    add(op, operands.subList(0, op.arity()).toArray(Operand[]::new));
    Operand[] single = new Operand[op.arity()];
    for (int k = 0; k < single.length; k++) {
      single[k] = Operand.of(TensorType.batched(Shape.SCALAR), k == 0 ? first : second);
    }
    add(op, single);
  }

  private void arranging(boolean batched) {
    add(new Reshape(Shape.of(5, 3)), real(batched, 3, 5));
    add(new Permute(List.of(2, 0, 1)), real(batched, 3, 5, 2));
    add(new Permute(List.of(1, 0)), real(batched, 7, 1));
    add(new Slice(1, 1, 3), real(batched, 3, 5, 2));
    add(new Pad(1, 2, 1), real(batched, 3, 1, 2));
    add(new Concat(1), real(batched, 3, 1), real(batched, 3, 5), real(batched, 3, 2));
    add(new Concat(0), real(batched, 1));
    add(new Broadcast(false, 1, List.of(3, 5)), real(batched, 2, 1, 1, 3));
    if (batched) {
      add(new Rebatch(TensorType.fixed(Shape.of(BATCH, 3)), BATCH), real(true, 3));
    } else {
      add(new Broadcast(true, 0, List.of()), real(false, 2, 3));
      add(new Rebatch(TensorType.batched(Shape.of(3)), BATCH), real(false, BATCH, 3));
    }
  }

  private void folding(boolean batched) {
    for (Reduce.Kind kind : Reduce.Kind.values()) {
      int lead = batched ? 1 : 0;
      add(new Reduce(kind, lead, lead + 1), real(batched, 3, 5));
      add(new Reduce(kind, lead + 1, lead + 3), real(batched, 2, 5, 1, 3));
      add(new Reduce(kind, 0, lead + 2), real(batched, 3, 7));
      add(new Reduce(kind, 0, 1), real(batched, 3, 2));
    }
    add(new ArgMax(0), real(batched, 5, 3));
    add(new ArgMax(1), real(batched, 2, 7));
  }

  private void choosing(boolean batched) {
    Operand index = Operand.index(new TensorType(batched, Shape.of(3)), 5);
    Operand single = Operand.index(new TensorType(batched, Shape.SCALAR), 5);
    add(new OneHot(5), index);
    add(new OneHot(5), single);
    add(new Gather(), real(false, 5, 2), index);
    add(new Gather(), real(false, 5, 1), single);
    add(new ScatterAdd(5), real(batched, 3, 2), index);
    add(new ScatterAdd(5), real(batched, 7), single);
  }

  private void softmax(boolean batched) {
    Operand x = real(batched, 3, 5);
    Operand row = real(batched, 7);
    Operand index = Operand.index(new TensorType(batched, Shape.of(3)), 5);
    Operand dense = Operand.of(x.type(), Domain.POSITIVE);
    for (boolean logarithm : new boolean[] {false, true}) {
      add(new Softmax(logarithm), x);
      add(new Softmax(logarithm), row);
    }
    add(new SoftmaxCrossEntropy(false), x, index);
    add(new SoftmaxCrossEntropy(true), x, dense);
    add(new SoftmaxCrossEntropy.Gradient(false), x, index, real(batched, 3));
    add(new SoftmaxCrossEntropy.Gradient(true), x, dense, real(batched, 3));
    add(new SoftmaxCrossEntropy.Gradient(true), x, dense, real(false));
  }

  private void products() {
    boolean[] both = {false, true};
    for (boolean a : both) {
      for (boolean b : both) {
        Operand left = a ? real(true, 5, 3) : real(true, 3, 5);
        Operand right = b ? real(true, 7, 5) : real(true, 5, 7);
        Operand shared = b ? real(false, 7, 5) : real(false, 5, 7);
        add(new BatchMatMul(a, b), left, right);
        add(new BatchMatMul(a, b), left, shared);
        add(new BatchMatMul(a, b), real(false, left.type().shape().dims()), right);
      }
      add(new Linear(a), real(true, 5), a ? real(false, 3, 5) : real(false, 5, 3));
      add(new Linear(a), real(false, 1, 5), a ? real(false, 1, 5) : real(false, 5, 1));
      add(new Linear(a), real(true, 2, 3, 5), a ? real(false, 3, 5) : real(false, 5, 3));
      add(new OuterSum(), real(a, 5), real(a, 3));
      add(new OuterSum(), real(a, 2, 7, 5), real(a, 2, 7, 1));
    }
  }

  static Operand real(boolean batched, List<Integer> dims) {
    return Operand.of(new TensorType(batched, new Shape(dims)), Domain.REAL);
  }

  private void leaves() {
    TensorType type = TensorType.fixed(Shape.of(2, 3));
    add(new Leaf.Constant(type, new double[] {1, 2, 3, 4, 5, 6}));
    add(new Leaf.Constant(type, new double[] {7}));
    add(new Leaf.InverseBatch());
    for (Leaf.Random.Distribution distribution : Leaf.Random.Distribution.values()) {
      add(new Leaf.Random(distribution, 0.4, 0.5, 0, type));
      add(new Leaf.Random(distribution, 0.4, 0.5, 1, TensorType.batched(Shape.of(3))));
    }
  }

  /** The classes of the operations that have a call here. */
  static Stream<Class<?>> covered() {
    return all().stream()
        .flatMap(s -> new SampleGraph(s, 1).graph().nodes().stream())
        .map(node -> node.op() instanceof Elementwise ? Elementwise.class : node.op().getClass());
  }
}
