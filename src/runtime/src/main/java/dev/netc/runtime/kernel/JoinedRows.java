package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/**
 * Rows of a plane as one long row, between which padding is zeros that neighbours share: so one
 * call of oneDNN convolves all of them, without a look at where each ends. What lies between two
 * results belongs to neither.
 *
 * @param spec of images whose windows these rows lie under
 * @param count of rows
 */
record JoinedRows(ConvSpec spec, int count) {
  private WindowSpec window() {
    return spec.window();
  }

  /** Pixels between two rows; after the last one there may be fewer. */
  int gap() {
    WindowSpec window = window();
    return Math.max(
        Math.max(window.padLeft(), window.padRight()), window.outWidth() - window.width());
  }

  private int pitch() {
    return window().width() + gap();
  }

  /** The convolution of the long row, by windows of one row. */
  ConvSpec convolution() {
    WindowSpec window = window();
    int width = window.padLeft() + count * pitch() - gap() + window.padRight();
    WindowSpec row =
        WindowSpec.of(1, 1, width, window.channels(), 1, window.kernelWidth())
            .dilation(1, window.dilationWidth());
    return new ConvSpec(row, spec.filters(), spec.groups(), Activation.IDENTITY);
  }

  /** Floats of padding before the first row. */
  int before() {
    return window().padLeft() * window().channels();
  }

  /** Floats of padding after a row. */
  int after(int row) {
    return (row < count - 1 ? gap() : window().padRight()) * window().channels();
  }

  /** The index of a row's first float. */
  long start(int row) {
    return before() + (long) row * pitch() * window().channels();
  }

  /** The index of the first result of a row. */
  long startOfResults(int row) {
    return (long) row * pitch() * spec.filters();
  }

  /**
   * In a plane, the rows from one to before another with the padding between them.
   *
   * @param at where the plane begins among the planes
   */
  Footprint.Range range(View planes, long at, int first, int end) {
    long from = first == 0 ? 0 : start(first);
    long to = start(end - 1) + (long) window().width() * window().channels() + after(end - 1);
    return Footprint.Range.of(planes, at + from, to - from);
  }

  /** The same of results. */
  Footprint.Range rangeOfResults(View planes, long at, int first, int end) {
    long from = startOfResults(first);
    long to = startOfResults(end - 1) + (long) window().outWidth() * spec.filters();
    return Footprint.Range.of(planes, at + from, to - from);
  }
}
