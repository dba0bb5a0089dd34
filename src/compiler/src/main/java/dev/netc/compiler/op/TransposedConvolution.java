package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.LAYER;
import static dev.netc.compiler.op.Operation.Trait.WEIGHTED;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.ConvInput;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The transposed convolution, which enlarges: the gradient of a convolution by its image. It is
 * described by the window of that convolution, which slides over the result.
 */
final class TransposedConvolution {
  private TransposedConvolution() {}

  static Operation operation() {
    return Operation.named(
            "conv_transpose",
            "each element of x adds a filter [channels, filters / groups, kernel…] to the result,"
                + " stride apart: an axis grows to (size - 1) · stride + dilation · (kernel - 1) +"
                + " 1 - padding + output_pad; init = bilinear interpolates")
        .trait(LAYER, WEIGHTED)
        .tensor("x")
        .integer("filters")
        .extents("kernel")
        .extents("stride", 1)
        .padding("pad", "same")
        .extents("output_pad", 0)
        .extents("dilation", 1)
        .integer("groups", 1)
        .argument("init", Parameter.Kind.INITIALIZER, Convolutions.AUTO, "auto")
        .argument("weights", Parameter.Kind.WEIGHTS, Convolutions.AUTO, "init")
        .argument("bias", Parameter.Kind.WEIGHTS, true, "true")
        .shape("[filters, extents…] of [channels, extents…], the extents grown as above")
        .example(
            "conv_transpose([[1, 2]], 1, 2, stride = 2, weights = [[[1, 10]]], bias = false) =="
                + " [[1, 10, 2, 20]]")
        .weights(TransposedConvolution::weights)
        .type((in, a) -> ValueType.of(in.get(0).tensor().with(shape(in.get(0), a))))
        .reach((x, a) -> reach(window(x, a)))
        .lower((to, in, a) -> lower(to.math(), in, a));
  }

  private static Shape shape(ValueType x, Arguments a) throws Mismatch {
    Images.require("conv_transpose", x);
    Images.requireAtLeast(1, "filters", a.integer("filters"));
    Convolutions.requireGroups(x, a);
    List<Integer> dims = new ArrayList<>(List.of(a.integer("filters")));
    for (Slide slide : slides(x, a)) {
      dims.add(slide.length());
    }
    return new Shape(dims);
  }

  /** The window as it slides over the result. */
  private static List<Slide> slides(ValueType x, Arguments a) throws Mismatch {
    List<Integer> kernel = Images.each("kernel", a, 1, x);
    List<Integer> stride = Images.each("stride", a, 1, x);
    List<Integer> dilation = Images.each("dilation", a, 1, x);
    List<Integer> outputPad = Images.each("output_pad", a, 0, x);
    Padding pad = a.padding("pad");
    Images.requirePadding("pad", pad, x);
    List<Slide> slides = new ArrayList<>();
    for (int i = 0; i < kernel.size(); i++) {
      requireOutputPad(outputPad.get(i), stride.get(i), pad);
      Slide bare =
          new Slide(
              Images.axes(x.shape()).get(i),
              1,
              kernel.get(i),
              stride.get(i),
              pad.isSame() ? 0 : pad.before(i),
              pad.isSame() ? 0 : pad.after(i),
              dilation.get(i));
      slides.add(enlarged(bare, Images.extents(x.shape()).get(i), outputPad.get(i), pad, x));
    }
    return slides;
  }

  private static void requireOutputPad(int outputPad, int stride, Padding pad) throws Mismatch {
    if (pad.isSame() && outputPad > 0) {
      throw Mismatch.range("with pad = same the result is stride times as large")
          .label("output_pad", "leave this out");
    }
    if (outputPad >= stride && outputPad > 0) {
      throw Mismatch.range("output_pad must be less than the stride, which is " + stride)
          .label("output_pad", "is " + outputPad)
          .note("it chooses among the sizes that a convolution would make as small as x");
    }
  }

  private static Slide enlarged(Slide bare, int length, int outputPad, Padding pad, ValueType x)
      throws Mismatch {
    long apart = (length - 1L) * bare.stride();
    long size =
        pad.isSame()
            ? (long) length * bare.stride()
            : apart + bare.span() - bare.before() - bare.after() + outputPad;
    if (size < 1) {
      throw Mismatch.window(
              "a padding of %d leaves nothing".formatted(bare.before() + bare.after()))
          .label("x", "is " + x)
          .note(
              "along the %s, a kernel of %d makes %d elements, of which the padding is cut off"
                  .formatted(bare.axis(), bare.kernel(), apart + bare.span()));
    }
    Slide slide = bare.over(Math.toIntExact(size));
    return pad.isSame() ? slide.same() : slide;
  }

  /** The window of arguments that were checked before. */
  private static Sliding window(ValueType x, Arguments a) {
    try {
      return new Sliding(slides(x, a));
    } catch (Mismatch e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Reach> reach(Sliding window) {
    return window.axes().stream()
        .map(s -> new Reach(Math.ceil((double) s.span() / s.stride()), 1.0 / s.stride()))
        .toList();
  }

  /** An element of the result sums channels · kernel / stride products. */
  private static List<Weight> weights(ValueType x, Arguments a) throws Mismatch {
    Shape result = shape(x, a);
    Sliding window = window(x, a);
    int groups = a.integer("groups");
    int channels = x.shape().dim(0);
    long apart = window.axes().stream().mapToLong(Slide::stride).reduce(1, (s, t) -> s * t);
    long filters = result.dim(0) / groups;
    return Convolutions.weights(
        a,
        window.weights(channels, (int) filters),
        result.dim(0),
        Math.max(1, channels / groups * window.area() / apart),
        filters * window.area());
  }

  private static Node lower(Algebra m, List<Node> in, Arguments a) {
    ValueType x = ValueType.of(in.get(0).type());
    Sliding window = window(x, a);
    List<Integer> sizes = window.axes().stream().map(Slide::length).toList();
    ConvInput enlarge =
        new ConvInput(
            window.window(),
            a.integer("groups"),
            false,
            sizes.size() == 2 ? sizes.get(0) : 1,
            sizes.get(sizes.size() - 1));
    Node y =
        m.graph()
            .add(enlarge, Images.planar(m, in.get(0)), Convolutions.planarFilters(m, in.get(1)));
    List<Integer> dims = new ArrayList<>(List.of(a.integer("filters")));
    dims.addAll(sizes);
    return Convolutions.finish(m, y, in, new Shape(dims));
  }
}
