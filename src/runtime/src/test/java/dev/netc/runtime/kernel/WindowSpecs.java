package dev.netc.runtime.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Windows for tests: a table of odd ones, and random ones. */
final class WindowSpecs {
  private WindowSpecs() {}

  /** Each is odd in a way of its own. */
  static List<WindowSpec> odd() {
    return List.of(
        WindowSpec.of(1, 1, 1, 1, 1, 1),
        WindowSpec.of(3, 5, 7, 2, 1, 1),
        WindowSpec.of(3, 5, 7, 2, 1, 1).stride(2, 3),
        WindowSpec.of(37, 4, 4, 3, 2, 2).stride(2, 2),
        WindowSpec.of(1, 9, 6, 5, 3, 3).pad(1, 1, 1, 1),
        // As large as the image.
        WindowSpec.of(3, 5, 6, 4, 5, 6),
        // Larger than the image.
        WindowSpec.of(1, 3, 2, 1, 5, 4).pad(1, 1, 1, 1),
        // Rows and columns between the windows.
        WindowSpec.of(2, 11, 10, 3, 2, 2).stride(4, 3),
        // Rows and columns after the last window.
        WindowSpec.of(2, 8, 9, 16, 3, 3).stride(3, 4),
        // The padding of the end lies under no window.
        WindowSpec.of(2, 6, 6, 2, 3, 3).stride(2, 2).pad(0, 0, 1, 1).dilation(1, 1),
        WindowSpec.of(2, 6, 5, 2, 3, 3).stride(3, 3).pad(1, 1, 1, 1),
        // More padding than half a window.
        WindowSpec.of(3, 7, 7, 8, 3, 3).pad(2, 2, 2, 2),
        WindowSpec.of(1, 4, 5, 3, 3, 3).stride(2, 2).pad(2, 1, 2, 2),
        // Padding on one side.
        WindowSpec.of(2, 5, 5, 3, 2, 2).pad(1, 0, 0, 1),
        WindowSpec.of(2, 9, 9, 4, 3, 3).dilation(2, 2).pad(2, 2, 2, 2),
        WindowSpec.of(1, 10, 13, 2, 3, 2).dilation(3, 4).stride(1, 2),
        // One row, as a signal has.
        WindowSpec.of(3, 1, 30, 6, 1, 5).pad(0, 2, 0, 2),
        WindowSpec.of(2, 30, 1, 6, 7, 1).stride(5, 1).pad(3, 0, 3, 0),
        WindowSpec.of(2, 17, 16, 16, 3, 3).pad(1, 1, 1, 1),
        // Single images large enough to be pooled by halves.
        WindowSpec.of(1, 15, 20, 16, 3, 2).stride(2, 2).pad(1, 0, 1, 1),
        WindowSpec.of(1, 28, 28, 16, 2, 2).stride(2, 2).pad(1, 1, 1, 1),
        WindowSpec.of(1, 28, 28, 16, 3, 3).stride(3, 3).pad(1, 1, 1, 1),
        WindowSpec.of(1, 28, 28, 16, 3, 3).stride(2, 2).pad(1, 1, 1, 1),
        WindowSpec.of(1, 14, 14, 24, 3, 3).pad(1, 1, 1, 1),
        WindowSpec.of(1, 17, 16, 16, 3, 3).stride(2, 2).pad(0, 0, 1, 1),
        WindowSpec.of(5, 14, 14, 32, 5, 5).pad(2, 2, 2, 2),
        WindowSpec.of(1, 31, 29, 3, 11, 11).stride(4, 4).pad(2, 2, 2, 2));
  }

  /** Random ones of small images, the same on every run. */
  static List<WindowSpec> random(int count) {
    Random random = new Random(5);
    int[] batches = {1, 1, 2, 3, 5};
    int[] channels = {1, 2, 3, 4, 7, 8, 16, 17, 24};
    List<WindowSpec> specs = new ArrayList<>();
    while (specs.size() < count) {
      WindowSpec spec =
          WindowSpec.of(
                  batches[random.nextInt(batches.length)],
                  20,
                  20,
                  channels[random.nextInt(channels.length)],
                  1 + random.nextInt(4),
                  1 + random.nextInt(4))
              .stride(1 + random.nextInt(4), 1 + random.nextInt(4))
              .dilation(1 + random.nextInt(2), 1 + random.nextInt(3))
              .pad(random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(4));
      int height = 1 + random.nextInt(13);
      int width = 1 + random.nextInt(13);
      if (fits(spec, height, width)) {
        specs.add(resized(spec, height, width));
      }
    }
    return specs;
  }

  private static boolean fits(WindowSpec s, int height, int width) {
    return (s.kernelHeight() - 1) * s.dilationHeight() < height + s.padTop() + s.padBottom()
        && (s.kernelWidth() - 1) * s.dilationWidth() < width + s.padLeft() + s.padRight();
  }

  private static WindowSpec resized(WindowSpec s, int height, int width) {
    return WindowSpec.of(s.batch(), height, width, s.channels(), s.kernelHeight(), s.kernelWidth())
        .stride(s.strideHeight(), s.strideWidth())
        .dilation(s.dilationHeight(), s.dilationWidth())
        .pad(s.padTop(), s.padLeft(), s.padBottom(), s.padRight());
  }

  /** What may be done to a tap: its window, its index and its pixel, counted over all images. */
  interface Visitor {
    void tap(int window, int tap, int pixel);
  }

  /** Visits the taps on the images, window by window, each in row-major order. */
  static void forEachTap(WindowSpec s, Visitor visitor) {
    int window = 0;
    for (int n = 0; n < s.batch(); n++) {
      for (int i = 0; i < s.outHeight(); i++) {
        for (int j = 0; j < s.outWidth(); j++) {
          for (int tap = 0; tap < s.kernelHeight() * s.kernelWidth(); tap++) {
            int y = i * s.strideHeight() - s.padTop() + tap / s.kernelWidth() * s.dilationHeight();
            int x = j * s.strideWidth() - s.padLeft() + tap % s.kernelWidth() * s.dilationWidth();
            if (y >= 0 && y < s.height() && x >= 0 && x < s.width()) {
              visitor.tap(window, tap, (n * s.height() + y) * s.width() + x);
            }
          }
          window++;
        }
      }
    }
  }
}
