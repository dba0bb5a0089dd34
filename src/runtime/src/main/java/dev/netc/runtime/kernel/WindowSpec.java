package dev.netc.runtime.kernel;

/**
 * A sliding window over a batch of channels-last images, [batch, height, width, channels]. Along
 * each axis window i begins at {@code i · stride - padBefore}, and its taps are a dilation apart;
 * taps beside the image are padding. There are as many windows as fit into the padded image, so
 * that the last rows and columns may lie under none.
 *
 * @param batch images
 * @param height rows of an image
 * @param width columns of an image
 * @param channels numbers of a pixel
 * @param kernelHeight taps of the window from top to bottom
 * @param kernelWidth taps of the window from left to right
 * @param strideHeight rows from one window to the next
 * @param strideWidth columns from one window to the next
 * @param dilationHeight rows from tap to tap, 1 for neighbours
 * @param dilationWidth columns from tap to tap, 1 for neighbours
 * @param padTop rows of padding above the image
 * @param padLeft columns of padding left of it
 * @param padBottom rows of padding below it
 * @param padRight columns of padding right of it
 */
public record WindowSpec(
    int batch,
    int height,
    int width,
    int channels,
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight) {

  /**
   * @throws IllegalArgumentException if a size, stride or dilation is below 1, a padding below 0,
   *     or the window does not fit into the padded image
   */
  public WindowSpec {
    Operands.requirePositive(batch, height, width, channels, kernelHeight, kernelWidth);
    Operands.requirePositive(strideHeight, strideWidth, dilationHeight, dilationWidth);
    if (padTop < 0 || padLeft < 0 || padBottom < 0 || padRight < 0) {
      throw new IllegalArgumentException(
          "padding cannot be negative: top %d, left %d, bottom %d, right %d"
              .formatted(padTop, padLeft, padBottom, padRight));
    }
  }

  /** A window of this size with stride 1 and no padding. */
  public static WindowSpec of(
      int batch, int height, int width, int channels, int kernelHeight, int kernelWidth) {
    return new WindowSpec(
        batch, height, width, channels, kernelHeight, kernelWidth, 1, 1, 1, 1, 0, 0, 0, 0);
  }

  /** This window with other strides. */
  public WindowSpec stride(int h, int w) {
    return new WindowSpec(
        batch,
        height,
        width,
        channels,
        kernelHeight,
        kernelWidth,
        h,
        w,
        dilationHeight,
        dilationWidth,
        padTop,
        padLeft,
        padBottom,
        padRight);
  }

  /** This window with its taps further apart. */
  public WindowSpec dilation(int h, int w) {
    return new WindowSpec(
        batch,
        height,
        width,
        channels,
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        h,
        w,
        padTop,
        padLeft,
        padBottom,
        padRight);
  }

  /** This window on images with other padding. */
  public WindowSpec pad(int top, int left, int bottom, int right) {
    return new WindowSpec(
        batch,
        height,
        width,
        channels,
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        dilationHeight,
        dilationWidth,
        top,
        left,
        bottom,
        right);
  }

  /** This window on images of another height. */
  WindowSpec height(int rows) {
    return new WindowSpec(
        batch,
        rows,
        width,
        channels,
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        dilationHeight,
        dilationWidth,
        padTop,
        padLeft,
        padBottom,
        padRight);
  }

  /**
   * Some rows of windows, which are rows of windows of lower images.
   *
   * @param spec on these images
   * @param first of the rows of the images that these windows lie on
   */
  record Band(WindowSpec spec, int first) {}

  /** The rows of windows from one to before another, of which none may miss the image. */
  Band band(int from, int to) {
    int extent = (kernelHeight - 1) * dilationHeight + 1;
    int top = from * strideHeight - padTop;
    int bottom = (to - 1) * strideHeight - padTop + extent;
    int first = Math.max(0, top);
    int end = Math.min(height, bottom);
    return new Band(height(end - first).pad(first - top, padLeft, bottom - end, padRight), first);
  }

  /** This window on another number of images. */
  WindowSpec batch(int images) {
    return new WindowSpec(
        images,
        height,
        width,
        channels,
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        dilationHeight,
        dilationWidth,
        padTop,
        padLeft,
        padBottom,
        padRight);
  }

  /**
   * Windows from top to bottom: rows of the result.
   *
   * @throws IllegalArgumentException if the window is higher than the padded image
   */
  public int outHeight() {
    return windows(height, padTop, padBottom, kernelHeight, dilationHeight, strideHeight);
  }

  /**
   * Windows from left to right: columns of the result.
   *
   * @throws IllegalArgumentException if the window is wider than the padded image
   */
  public int outWidth() {
    return windows(width, padLeft, padRight, kernelWidth, dilationWidth, strideWidth);
  }

  private int windows(int size, int before, int after, int kernel, int dilation, int stride) {
    long padded = (long) size + before + after;
    long extent = (kernel - 1L) * dilation + 1;
    if (padded > Integer.MAX_VALUE || extent > padded) {
      throw new IllegalArgumentException(
          "a window that extends over %d does not fit into %d: %s".formatted(extent, padded, this));
    }
    return (int) ((padded - extent) / stride) + 1;
  }

  /** Floats of the images. */
  public long sizeOfInput() {
    return Operands.product(batch, height, width, channels);
  }

  /** Windows on all images. */
  public long windows() {
    return Operands.product(batch, outHeight(), outWidth());
  }

  /** Floats of one number for each window and channel. */
  public long sizeOfPooled() {
    return Operands.product(windows(), channels);
  }

  /** Whether each window is one pixel and each pixel a window. */
  boolean isPointwise() {
    return kernelHeight == 1
        && kernelWidth == 1
        && outHeight() == height
        && outWidth() == width
        && strideHeight == 1
        && strideWidth == 1
        && padTop == 0
        && padLeft == 0;
  }

  /** The rows under the windows' taps. */
  Taps rows() {
    return new Taps(outHeight(), kernelHeight, strideHeight, dilationHeight, padTop, height);
  }

  /** The columns under the windows' taps. */
  Taps columns() {
    return new Taps(outWidth(), kernelWidth, strideWidth, dilationWidth, padLeft, width);
  }
}
