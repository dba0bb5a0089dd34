package dev.netc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a window slides along one axis of an image.
 *
 * @param axis its name: {@code height}
 * @param length elements of the image
 * @param kernel elements that the window looks at
 * @param stride elements from one position to the next
 * @param before elements of padding before the image
 * @param after elements of padding after it
 * @param dilation elements from one that the window looks at to the next
 */
record Slide(String axis, int length, int kernel, int stride, int before, int after, int dilation) {
  /** How far a number is looked for that would fit. */
  private static final int FARTHEST = 1_000;

  /** Elements from the first to the last that the window looks at. */
  long span() {
    return (long) dilation * (kernel - 1) + 1;
  }

  /** Elements that the first window leaves over; negative if it is too large. */
  private long room() {
    return (long) before + length + after - span();
  }

  /** Positions of the window: ⌊(length + padding - span) / stride⌋ + 1. */
  int positions() {
    return Math.toIntExact(room() / stride + 1);
  }

  /** Elements behind the last window. */
  private long left() {
    return room() % stride;
  }

  /**
   * Elements of the image behind the last window. Padding that is left over is no loss, nor are as
   * many elements as lie unseen between any two windows.
   */
  private long lost() {
    long lost = left() - after;
    return lost > Math.max(0, stride - span()) ? lost : 0;
  }

  /** With as much padding as makes ⌈length / stride⌉ positions, the odd element after the image. */
  Slide same() {
    long positions = ((long) length + stride - 1) / stride;
    long padding = Math.max(0, (positions - 1) * stride + span() - length);
    return padded((int) (padding / 2), Math.toIntExact(padding - padding / 2));
  }

  /** With a last window that also sees what is left over, unless it would see padding alone. */
  Slide up() {
    boolean sees = (long) positions() * stride < (long) before + length;
    return left() > 0 && sees ? padded(before, Math.toIntExact(after + stride - left())) : this;
  }

  /** The same window along another length. */
  Slide over(int newLength) {
    return new Slide(axis, newLength, kernel, stride, before, after, dilation);
  }

  private Slide padded(int newBefore, int newAfter) {
    return new Slide(axis, length, kernel, stride, newBefore, newAfter, dilation);
  }

  /** Refuses windows that are larger than the padded image, or see nothing of it. */
  void requireInside(ValueType x) throws Mismatch {
    if (room() < 0) {
      throw tooLarge(x);
    }
    if (before >= span() || after >= span()) {
      throw Mismatch.window(
              "with a padding of %d, a window of %d sees padding alone"
                  .formatted(Math.max(before, after), span()))
          .note("along the %s of %s".formatted(axis, x))
          .help("a window of %d takes a pad of at most %d".formatted(span(), span() - 1));
    }
  }

  private Mismatch tooLarge(ValueType x) {
    String padded = before + after > 0 ? " and its padding of " + (before + after) : "";
    Mismatch error =
        Mismatch.window(
                "a window of %d is larger than the %s of %d%s"
                    .formatted(span(), axis, length, padded))
            .label("x", "is " + x);
    long most = (length + before + after - 1L) / dilation + 1;
    return error.help(
        dilation == 1
            ? "the kernel can be %d at most".formatted(most)
            : "with dilation %d the kernel can be %d at most".formatted(dilation, most));
  }

  /** Refuses a window that does not reach the end of the image with whole strides. */
  void requireFit(ValueType x) throws Mismatch {
    if (lost() == 0) {
      return;
    }
    Mismatch error =
        Mismatch.window(
                "a window of %d with stride %d does not fit into a %s of %d"
                    .formatted(span(), stride, axis, length))
            .label("x", "is " + x)
            .note(
                "(%d + %d - %d) / %d is no whole number: %s left over"
                    .formatted(
                        length,
                        before + after,
                        span(),
                        stride,
                        lost() == 1 ? "1 element is" : lost() + " elements are"))
            .note("what would fit: " + String.join("; ", alternatives()));
    throw error.help(
        "`round = down` leaves the rest out, `round = up` adds padding for one more window");
  }

  /** Changes of one number that make the window fit. */
  private List<String> alternatives() {
    int pad = Math.max(before, after);
    return Stream.of(
            near(axis, length, n -> over(n).isExact()),
            near("kernel", kernel, k -> with(k, stride).isExact()),
            near("stride", stride, s -> with(kernel, s).isExact()),
            near("pad", pad, p -> padded(p, p).fits()))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The nearest smaller and larger numbers that fit: {@code height 27 or 29}. */
  private static Optional<String> near(String what, int now, IntPredicate fits) {
    int least = what.equals("pad") ? 0 : 1;
    OptionalInt smaller =
        IntStream.rangeClosed(1, FARTHEST)
            .map(d -> now - d)
            .filter(n -> n >= least && fits.test(n))
            .findFirst();
    OptionalInt larger =
        IntStream.rangeClosed(1, FARTHEST)
            .map(d -> now + d)
            .filter(n -> n > 0 && fits.test(n))
            .findFirst();
    List<String> both = new ArrayList<>();
    smaller.ifPresent(n -> both.add(String.valueOf(n)));
    larger.ifPresent(n -> both.add(String.valueOf(n)));
    return both.isEmpty() ? Optional.empty() : Optional.of(what + " " + String.join(" or ", both));
  }

  private Slide with(int newKernel, int newStride) {
    return new Slide(axis, length, newKernel, newStride, before, after, dilation);
  }

  private boolean isExact() {
    return fits() && left() == 0;
  }

  private boolean fits() {
    return room() >= 0 && before < span() && after < span() && lost() == 0;
  }
}
