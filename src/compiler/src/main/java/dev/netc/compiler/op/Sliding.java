package dev.netc.compiler.op;

import dev.netc.compiler.op.primitive.Window;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A window that slides over an image, as the arguments {@code kernel}, {@code stride}, {@code pad},
 * {@code dilation} and {@code round} describe it.
 *
 * @param axes how it slides along height and width, or along the length alone
 */
record Sliding(List<Slide> axes) {

  /**
   * The window over an image.
   *
   * @throws Mismatch if it does not fit
   */
  static Sliding of(String operation, ValueType x, Arguments a) throws Mismatch {
    Images.require(operation, x);
    List<Integer> kernel = Images.each("kernel", a, 1, x);
    List<Integer> stride = a.integers("stride").isEmpty() ? kernel : Images.each("stride", a, 1, x);
    List<Integer> dilation = a.has("dilation") ? Images.each("dilation", a, 1, x) : List.of(1, 1);
    Padding pad = a.padding("pad");
    Images.requirePadding("pad", pad, x);
    List<Slide> axes = new ArrayList<>();
    for (int i = 0; i < kernel.size(); i++) {
      Slide slide =
          new Slide(
              Images.axes(x.shape()).get(i),
              Images.extents(x.shape()).get(i),
              kernel.get(i),
              stride.get(i),
              pad.isSame() ? 0 : pad.before(i),
              pad.isSame() ? 0 : pad.after(i),
              dilation.get(i));
      axes.add(rounded(slide, pad.isSame(), a.word("round"), x));
    }
    return new Sliding(List.copyOf(axes));
  }

  /** The window of arguments that were checked before. */
  static Sliding checked(ValueType x, Arguments a) {
    try {
      return of("", x, a);
    } catch (Mismatch e) {
      throw new IllegalStateException(e);
    }
  }

  private static Slide rounded(Slide slide, boolean same, String round, ValueType x)
      throws Mismatch {
    Slide padded = same ? slide.same() : slide;
    padded.requireInside(x);
    if (round.equals("up")) {
      return padded.up();
    }
    if (round.equals("exact") && !same) {
      padded.requireFit(x);
    }
    return padded;
  }

  /** The shape of what stands at each position of the window. */
  Shape positions(int channels) {
    List<Integer> dims = new ArrayList<>(List.of(channels));
    axes.forEach(axis -> dims.add(axis.positions()));
    return new Shape(dims);
  }

  /** The shape of filters with this window. */
  Shape weights(int first, int second) {
    List<Integer> dims = new ArrayList<>(List.of(first, second));
    axes.forEach(axis -> dims.add(axis.kernel()));
    return new Shape(dims);
  }

  /** How far one element of the result sees. */
  List<Reach> reach() {
    return axes.stream().map(axis -> new Reach(axis.span(), axis.stride())).toList();
  }

  /** The window of the graph; along a length alone it is one row high. */
  Window window() {
    Slide across = axes.get(axes.size() - 1);
    Slide down = axes.size() == 2 ? axes.get(0) : new Slide("height", 1, 1, 1, 0, 0, 1);
    return new Window(
        down.kernel(),
        across.kernel(),
        down.stride(),
        across.stride(),
        down.dilation(),
        across.dilation(),
        down.before(),
        across.before(),
        down.after(),
        across.after());
  }

  /** The elements of one channel that the window looks at. */
  long area() {
    return axes.stream().mapToLong(Slide::kernel).reduce(1, (a, b) -> a * b);
  }
}
