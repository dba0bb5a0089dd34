package dev.netc.cli.generated;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.op.primitive.AvgPool;
import dev.netc.compiler.op.primitive.BatchNorm;
import dev.netc.compiler.op.primitive.Columns;
import dev.netc.compiler.op.primitive.Concat;
import dev.netc.compiler.op.primitive.Conv;
import dev.netc.compiler.op.primitive.ConvInput;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Lrn;
import dev.netc.compiler.op.primitive.MaxPool;
import dev.netc.compiler.op.primitive.MaxPoolSpread;
import dev.netc.compiler.op.primitive.Pad;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Slice;
import dev.netc.compiler.op.primitive.Window;
import dev.netc.compiler.type.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws of {@link PrimitivesTest} for operations on images, on both sets of kernels. */
class ImagePrimitivesTest {
  /** Same size; stride over kernel; padding over half the kernel; dilated; one position. */
  private static final Map<String, Window> WINDOWS =
      Map.of(
          "same", Window.of(3, 3).pad(1, 1, 1, 1),
          "stride over kernel", Window.of(2, 1).stride(3, 2),
          "wide padding", Window.of(2, 3).stride(2, 1).pad(1, 2, 0, 2),
          "dilated", Window.of(3, 2).dilation(2, 3).pad(0, 1, 1, 0),
          "one position", Window.of(1, 1));

  private final Map<String, Function<NetBuilder.Scope, Node>> cases = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> agreeWithTheReference() {
    WINDOWS.forEach(this::windows);
    convolutions();
    normalisation();
    arranging();
    return cases.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getValue())));
  }

  private static void check(Function<NetBuilder.Scope, Node> value) {
    NetBuilder net =
        new NetBuilder("Images")
            .input("x", 4, 7, 5)
            .parameter("w", 4, 7, 5)
            .parameter("filters 3x3", 6, 4, 3, 3)
            .parameter("filters 2x1", 6, 4, 2, 1)
            .parameter("filters 2x3", 6, 4, 2, 3)
            .parameter("filters 3x2", 6, 4, 3, 2)
            .parameter("filters 1x1", 6, 4, 1, 1)
            .parameter("in pairs", 6, 2, 3, 3)
            .parameter("for each", 4, 1, 3, 3)
            .parameter("one", 1, 4, 3, 3)
            .parameter("upwards", 4, 3, 2, 2)
            .parameter("bias", 6)
            .parameter("scale", 4)
            .parameter("shift", 4)
            .optimizer(NetBuilder.optimizer("sgd", Map.of("lr", 0.05)));
    var lowered =
        net.trained(
            s -> s.output("y", value.apply(s)),
            s -> {
              Node y = value.apply(s);
              s.output("loss", s.m().reduceAll(Reduce.Kind.MEAN, s.m().square(y)));
            });
    Agreement agreement = new Agreement(lowered);
    agreement.check("portable", 3, 3, 1);
    agreement.check("auto", 3, 3, 1);
  }

  private void add(String name, Function<NetBuilder.Scope, Node> value) {
    cases.put(name, value);
  }

  private static Node inner(NetBuilder.Scope s) {
    return s.at("inner").m().add(s.get("x"), s.get("w"));
  }

  private static Node on(NetBuilder.Scope s, Primitive op, Node... operands) {
    return s.at("y").m().graph().add(op, operands);
  }

  private static Node conv(NetBuilder.Scope s, Window window, int groups, String weights) {
    return on(s, new Conv(window, groups, false), inner(s), s.get(weights));
  }

  private void windows(String name, Window window) {
    String weights = "filters %dx%d".formatted(window.kernelHeight(), window.kernelWidth());
    add("conv, " + name, s -> conv(s, window, 1, weights));
    add("max_pool, " + name, s -> on(s, new MaxPool(window, false), inner(s)));
    add("avg_pool, " + name, s -> on(s, new AvgPool(window, false, false), inner(s)));
    add("avg_pool of all, " + name, s -> on(s, new AvgPool(window, true, false), inner(s)));
    add(
        "max_unpool, " + name,
        s -> {
          Node pooled = on(s, new MaxPool(window, false), inner(s));
          return on(s, new MaxPoolSpread(window, false), inner(s), s.m().square(pooled));
        });
  }

  private void convolutions() {
    Window same = Window.of(3, 3).pad(1, 1, 1, 1);
    add("conv in pairs", s -> conv(s, same, 2, "in pairs"));
    add("conv of each channel", s -> conv(s, same, 4, "for each"));
    add("conv with one filter", s -> conv(s, same, 1, "one"));
    add("conv of a parameter", s -> on(s, new Conv(same, 1, false), s.get("w"), s.get("one")));
    ConvInput up = new ConvInput(Window.of(2, 2).stride(2, 2), 1, false, 14, 10);
    add("transposed conv", s -> on(s, up, inner(s), s.get("upwards")));
    ConvInput both = new ConvInput(Window.of(2, 2).stride(2, 2), 2, false, 15, 11);
    add("transposed conv in groups", s -> on(s, both, inner(s), s.get("upwards")));
    for (Elementwise f :
        List.of(Elementwise.RELU, Elementwise.SIGMOID, Elementwise.TANH, Elementwise.SOFTPLUS)) {
      add("conv, bias, " + f, s -> s.m().unary(f, biased(s, same)));
      add(
          "conv, bias, shortcut, " + f,
          s -> {
            Node shortcut = conv(s, Window.of(1, 1), 1, "filters 1x1");
            return s.m().unary(f, s.m().add(biased(s, same), s.m().square(shortcut)));
          });
    }
  }

  private static Node biased(NetBuilder.Scope s, Window window) {
    Node bias = s.m().reshape(s.get("bias"), Shape.of(6, 1, 1));
    return s.m().add(conv(s, window, 1, "filters 3x3"), bias);
  }

  private void normalisation() {
    add("lrn", s -> on(s, new Lrn(3, 0.5, 0.75, 2, false), inner(s)));
    add("lrn over all", s -> on(s, new Lrn(9, 0.1, 0.5, 1, false), inner(s)));
    for (Columns columns : List.of(Columns.FIRST, Columns.LAST)) {
      add("batch_norm, " + columns, s -> normalised(s, columns));
      add(
          "batch_norm and relu, " + columns,
          s -> {
            Node y = normalised(s, columns);
            Node shortcut = s.m().reshape(s.m().square(inner(s)), y.type().shape());
            return s.m().unary(Elementwise.RELU, s.m().add(y, shortcut));
          });
    }
    add(
        "batch_norm of elements",
        s -> {
          // A standard deviation of its own for each element, which is not near 0.
          Node x = s.m().mul(inner(s), s.m().shift(2, s.m().square(inner(s))));
          return on(s, new BatchNorm(Columns.ELEMENTS, 1), x, s.get("w"), s.get("w"));
        });
  }

  private static Node normalised(NetBuilder.Scope s, Columns columns) {
    Node x = inner(s);
    if (columns == Columns.LAST) {
      x = s.m().reshape(x, Shape.of(5, 7, 4));
    }
    return on(s, new BatchNorm(columns, 0.01), x, s.get("scale"), s.get("shift"));
  }

  private void arranging() {
    Window same = Window.of(3, 3).pad(1, 1, 1, 1);
    Window pool = Window.of(2, 2).stride(2, 2);
    add(
        "branches joined over channels",
        s -> {
          Node a = s.m().unary(Elementwise.RELU, conv(s, same, 1, "filters 3x3"));
          Node b = on(s, new MaxPool(same, false), inner(s));
          return on(s, new AvgPool(pool, true, false), on(s, new Concat(0), a, b));
        });
    add(
        "cut, padded and pooled",
        s -> {
          Node cut = on(s, new Slice(2, 1, 4), conv(s, same, 1, "filters 3x3"));
          return on(s, new MaxPool(pool, false), on(s, new Pad(1, 2, 1), cut));
        });
    add(
        "flat after a conv",
        s -> {
          Node y = conv(s, same, 1, "filters 3x3");
          return s.m().square(s.m().reshape(y, Shape.of(6 * 7 * 5)));
        });
    add(
        "means of channels and of positions",
        s -> {
          Node y = conv(s, same, 1, "filters 3x3");
          Node channels = s.m().reduce(Reduce.Kind.MEAN, y, List.of(1, 2));
          Node positions = s.m().reduce(Reduce.Kind.MAX, y, List.of(0));
          Node sum = s.m().add(y, s.m().reshape(channels, Shape.of(6, 1, 1)));
          return s.m().mul(sum, positions);
        });
    add(
        "two times as large",
        s -> {
          Node y = s.m().unary(Elementwise.RELU, conv(s, same, 1, "filters 3x3"));
          Node apart = s.m().reshape(y, Shape.of(6, 7, 1, 5, 1));
          Node twice = s.m().broadcastTo(apart, apart.type().with(Shape.of(6, 7, 2, 5, 2)));
          Node large = s.m().reshape(twice, Shape.of(6, 14, 10));
          return on(s, new MaxPool(Window.of(3, 3).stride(2, 2), false), large);
        });
    add(
        "one filter twice",
        s -> {
          Node once = conv(s, same, 4, "for each");
          return on(s, new Conv(same, 4, false), once, s.get("for each"));
        });
  }
}
