package dev.netc.compiler.op;

import static dev.netc.compiler.op.Operation.Trait.LAYER;
import static dev.netc.compiler.op.Operation.Trait.TRANSPARENT;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.Pad;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Slice;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Larger, smaller and rearranged images. */
final class Resizing {
  private Resizing() {}

  static List<Operation> operations() {
    return List.of(
        Operation.named(
                "upsample",
                "an image scale times as large: each pixel repeated, or interpolated linearly, the"
                    + " corners of the outer pixels kept in place (align_corners = false)")
            .trait(LAYER, TRANSPARENT)
            .tensor("x")
            .extents("scale")
            .word("mode", "nearest", "bilinear")
            .shape("[channels, extents…], each extent times its scale")
            .example("upsample([[1, 2]], 2) == [[1, 1, 2, 2]]")
            .type((in, a) -> in.get(0).with(enlarged(in.get(0), a)))
            .reach(Resizing::upsampleReach)
            .lower((to, in, a) -> upsample(to.math(), in.get(0), a)),
        Operation.named("pad", "zeros around an image, a sequence or a row")
            .trait(LAYER, TRANSPARENT)
            .tensor("x")
            .border("amount")
            .shape("that of x, the amounts added on both sides of all axes but the channels")
            .example("pad([1, 2], 1) == [0, 1, 2, 0]")
            .type((in, a) -> in.get(0).with(bordered("pad", in.get(0), a, 1)))
            .lower((to, in, a) -> pad(to.math(), in.get(0), a.padding("amount"))),
        Operation.named("crop", "an image, a sequence or a row without its border: undoes pad")
            .trait(LAYER, TRANSPARENT)
            .tensor("x")
            .border("amount")
            .shape("that of x, the amounts taken off both sides of all axes but the channels")
            .example("crop([0, 1, 2, 0], 1) == [1, 2]")
            .type((in, a) -> in.get(0).with(bordered("crop", in.get(0), a, -1)))
            .lower((to, in, a) -> crop(to.math(), in.get(0), a.padding("amount"))),
        Operation.named(
                "space_to_depth",
                "blocks of an image as channels: pixel (y, x) of a block of channel c becomes"
                    + " channel (y · block + x) · channels + c")
            .trait(LAYER, TRANSPARENT)
            .tensor("x")
            .integer("block")
            .shape("[channels · block², height / block, width / block]")
            .example("space_to_depth([[[1, 2], [3, 4]]], 2) == [[[1]], [[2]], [[3]], [[4]]]")
            .type(Resizing::blockType)
            .reach((x, a) -> upTo(x, a.integer("block")))
            .lower((to, in, a) -> blocks(to.math(), in.get(0), a.integer("block"))));
  }

  // ------------------------------------------------------------ upsample

  private static Shape enlarged(ValueType x, Arguments a) throws Mismatch {
    Images.require("upsample", x);
    List<Integer> scale = Images.each("scale", a, 1, x);
    List<Integer> dims = new ArrayList<>(List.of(x.shape().dim(0)));
    for (int i = 0; i < scale.size(); i++) {
      dims.add(Math.multiplyExact(Images.extents(x.shape()).get(i), scale.get(i)));
    }
    return new Shape(dims);
  }

  private static List<Integer> scale(Shape shape, Arguments a) {
    List<Integer> given = a.integers("scale");
    return given.size() == shape.rank() - 1
        ? given
        : Images.axes(shape).stream().map(axis -> given.get(0)).toList();
  }

  private static List<Reach> upsampleReach(ValueType x, Arguments a) {
    double span = a.word("mode").equals("nearest") ? 1 : 2;
    return scale(x.shape(), a).stream().map(s -> new Reach(s == 1 ? 1 : span, 1.0 / s)).toList();
  }

  private static Node upsample(Algebra m, Node x, Arguments a) {
    List<Integer> scale = scale(x.type().shape(), a);
    Node y = x;
    for (int i = 0; i < scale.size(); i++) {
      int axis = i + 1;
      y =
          a.word("mode").equals("nearest")
              ? repeat(m, y, axis, scale.get(i))
              : interpolate(m, y, axis, scale.get(i));
    }
    return y;
  }

  private static Node repeat(Algebra m, Node x, int axis, int times) {
    Shape shape = x.type().shape();
    Shape split = shape.inserting(axis + 1, 1);
    TensorType repeated = x.type().with(split.with(axis + 1, times));
    Node copies = m.broadcastTo(m.reshape(x, split), repeated);
    return m.reshape(copies, shape.with(axis, shape.dim(axis) * times));
  }

  /** A product of the axis, moved to the end, with the matrix of the interpolation. */
  private static Node interpolate(Algebra m, Node x, int axis, int times) {
    int length = x.type().shape().dim(axis);
    Node matrix = m.constant(Shape.of(length, length * times), interpolation(length, times));
    Node last = exchanged(m, x, axis);
    return exchanged(m, m.graph().add(new Linear(false), last, matrix), axis);
  }

  private static Node exchanged(Algebra m, Node x, int axis) {
    int last = x.type().shape().rank() - 1;
    if (axis == last) {
      return x;
    }
    return m.graph().add(new Permute(List.of(0, 2, 1)), x);
  }

  /**
   * The weights [length, length · times] of linear interpolation. Element j stands at {@code (j +
   * ½) / times - ½} of the axis; beyond its ends the outer elements continue.
   */
  static double[] interpolation(int length, int times) {
    int larger = Math.multiplyExact(length, times);
    double[] weights = new double[Math.multiplyExact(length, larger)];
    for (int j = 0; j < larger; j++) {
      double at = Math.min(length - 1, Math.max(0, (j + 0.5) / times - 0.5));
      int before = (int) at;
      int after = Math.min(before + 1, length - 1);
      weights[before * larger + j] += 1 - (at - before);
      weights[after * larger + j] += at - before;
    }
    return weights;
  }

  // ------------------------------------------------------------ pad and crop

  /** The axes that have a border: all but the channels. */
  private static int firstBordered(Shape shape) {
    return shape.rank() > 1 ? 1 : 0;
  }

  private static Shape bordered(String operation, ValueType x, Arguments a, int sign)
      throws Mismatch {
    Shape shape = x.shape();
    if (shape.rank() < 1 || shape.rank() > 3) {
      throw Mismatch.shape(
              "%s takes an image [channels, height, width], a sequence or a row"
                  .formatted(operation))
          .label("x", shape.rank() == 0 ? "is a scalar" : "is " + shape);
    }
    Padding border = a.padding("amount");
    Images.requirePadding("amount", border, x);
    List<Integer> dims = new ArrayList<>(shape.dims());
    int first = firstBordered(shape);
    for (int axis = first; axis < dims.size(); axis++) {
      int both = Math.addExact(border.before(axis - first), border.after(axis - first));
      int length = Math.addExact(dims.get(axis), sign * both);
      if (length < 1) {
        throw Mismatch.range("crop leaves nothing of an axis of " + dims.get(axis))
            .label("amount", "takes away " + both)
            .label("x", "is " + shape);
      }
      dims.set(axis, length);
    }
    return new Shape(dims);
  }

  private static Node pad(Algebra m, Node x, Padding border) {
    Node y = x;
    int first = firstBordered(x.type().shape());
    for (int axis = first; axis < x.type().shape().rank(); axis++) {
      int before = border.before(axis - first);
      int after = border.after(axis - first);
      y = before + after == 0 ? y : m.graph().add(new Pad(axis, before, after), y);
    }
    return y;
  }

  private static Node crop(Algebra m, Node x, Padding border) {
    Node y = x;
    Shape shape = x.type().shape();
    int first = firstBordered(shape);
    for (int axis = first; axis < shape.rank(); axis++) {
      int before = border.before(axis - first);
      int to = shape.dim(axis) - border.after(axis - first);
      y = to - before == shape.dim(axis) ? y : m.graph().add(new Slice(axis, before, to), y);
    }
    return y;
  }

  // ------------------------------------------------------------ space_to_depth

  private static ValueType blockType(List<ValueType> in, Arguments a) throws Mismatch {
    ValueType x = in.get(0);
    int block = a.integer("block");
    Images.requireAtLeast(1, "block", block);
    Images.require("space_to_depth", x);
    List<Integer> extents = Images.extents(x.shape());
    for (int i = 0; i < extents.size(); i++) {
      if (extents.get(i) % block != 0) {
        throw Mismatch.shape(
                "a %s of %d is not made of whole blocks of %d"
                    .formatted(Images.axes(x.shape()).get(i), extents.get(i), block))
            .label("x", "is " + x)
            .help("pad or crop it to a multiple of %d before".formatted(block));
      }
    }
    int pixels = extents.size() == 1 ? block : Math.multiplyExact(block, block);
    List<Integer> dims =
        Stream.concat(
                Stream.of(Math.multiplyExact(x.shape().dim(0), pixels)),
                extents.stream().map(n -> n / block))
            .toList();
    return x.with(new Shape(dims));
  }

  private static List<Reach> upTo(ValueType x, int block) {
    return Images.axes(x.shape()).stream().map(axis -> new Reach(block, block)).toList();
  }

  /** [c, h, b, w, b] becomes [b, b, c, h, w]; of a sequence, [c, l, b] becomes [b, c, l]. */
  private static Node blocks(Algebra m, Node x, int block) {
    Shape s = x.type().shape();
    boolean planar = s.rank() == 3;
    Shape split =
        planar
            ? Shape.of(s.dim(0), s.dim(1) / block, block, s.dim(2) / block, block)
            : Shape.of(s.dim(0), s.dim(1) / block, block);
    List<Integer> order = planar ? List.of(2, 4, 0, 1, 3) : List.of(2, 0, 1);
    Node moved = m.graph().add(new Permute(order), m.reshape(x, split));
    Shape result =
        planar
            ? Shape.of(s.dim(0) * block * block, s.dim(1) / block, s.dim(2) / block)
            : Shape.of(s.dim(0) * block, s.dim(1) / block);
    return m.reshape(moved, result);
  }
}
