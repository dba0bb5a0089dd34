package dev.netc.compiler.op;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.type.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** What is an image: channels first, then a height and a width, or a length alone. */
final class Images {
  private Images() {}

  /** The axes along which a window slides: of {@code [channels, height, width]} the last two. */
  static List<String> axes(Shape shape) {
    return shape.rank() <= 2 ? List.of("length") : List.of("height", "width");
  }

  /** Their lengths. */
  static List<Integer> extents(Shape shape) {
    return shape.dims().subList(1, shape.rank());
  }

  static void require(String operation, ValueType x) throws Mismatch {
    if (x.index()) {
      throw new Mismatch(Code.TYPE_MISMATCH, operation + " takes numbers, but receives indices")
          .label("x", "indices");
    }
    int rank = x.shape().rank();
    if (rank == 2 || rank == 3) {
      return;
    }
    throw Mismatch.shape(
            "%s takes an image [channels, height, width] or a sequence [channels, length]"
                .formatted(operation))
        .label("x", rank == 0 ? "is a scalar" : "is " + x.shape())
        .help(advice(x.shape()));
  }

  private static String advice(Shape shape) {
    if (shape.rank() > 3) {
      return "the batch is not written";
    }
    int size = shape.rank() == 0 ? 1 : shape.dim(0);
    int side = (int) Math.round(Math.sqrt(size));
    Shape image = side * side == size ? Shape.of(1, side, side) : Shape.of(1, size);
    return "declare the input as %s, or write reshape(%s) before it".formatted(image, image);
  }

  /** An image as the primitives know it: a sequence is one row high. */
  static Node planar(Algebra m, Node x) {
    Shape shape = x.type().shape();
    return shape.rank() == 3 ? x : m.reshape(x, shape.inserting(1, 1));
  }

  /** A whole number for each axis of the image, of one that stands for all or of one for each. */
  static List<Integer> each(String name, Arguments a, int least, ValueType x) throws Mismatch {
    List<Integer> given = a.integers(name);
    for (int n : given) {
      requireAtLeast(least, name, n);
    }
    List<String> axes = axes(x.shape());
    if (given.size() != 1 && given.size() != axes.size()) {
      throw wrongCount(name, given.size(), x);
    }
    return IntStream.range(0, axes.size())
        .mapToObj(i -> given.get(given.size() == 1 ? 0 : i))
        .toList();
  }

  /** Refuses a padding that is not one for the axes of the image. */
  static void requirePadding(String name, Padding padding, ValueType x) throws Mismatch {
    if (padding.isSame()) {
      return;
    }
    for (List<Integer> side : padding.sides()) {
      for (int n : side) {
        requireAtLeast(0, name, n);
      }
    }
    int count = padding.sides().size();
    if (count != 1 && count != axes(x.shape()).size()) {
      throw wrongCount(name, count, x);
    }
  }

  static void requireAtLeast(int least, String name, int n) throws Mismatch {
    if (n < least) {
      throw Mismatch.range("%s must be at least %d".formatted(name, least)).label(name, "is " + n);
    }
  }

  private static Mismatch wrongCount(String name, int count, ValueType x) {
    List<String> axes = axes(x.shape());
    String wanted = axes.size() == 1 ? "one number: the length" : "one, or two: height and width";
    Mismatch error =
        Mismatch.shape(
                "%s has %d numbers, but %s has %s"
                    .formatted(
                        name,
                        count,
                        x.shape(),
                        axes.size() == 1 ? "a length alone" : "a height and a width"))
            .label(name, "takes " + wanted);
    return x.shape().rank() == 2
        ? error.help(
            "an image has channels too: [1, %d, %d]".formatted(x.shape().dim(0), x.shape().dim(1)))
        : error;
  }
}
