package dev.netc.runtime.data.image;

import java.util.Arrays;

/** Shows a view whose places are each exactly one pixel of the image: rows are copied. */
final class WholeMove {
  private WholeMove() {}

  /** As {@link Resampler#show}, without brightness and holes. */
  static void show(View view, ImageSize size, float[] image, float[] into, int at) {
    Arrays.fill(into, at, at + size.channels() * view.height() * view.width(), 0);
    for (int c = 0; c < size.channels(); c++) {
      for (int y = 0; y < view.height(); y++) {
        double row = Math.floor(view.yy() * (y + 0.5) + view.y0());
        if (row >= 0 && row < size.height()) {
          int from = (c * size.height() + (int) row) * size.width();
          row(view, size, image, from, into, at + (c * view.height() + y) * view.width());
        }
      }
    }
  }

  private static void row(
      View view, ImageSize size, float[] image, int from, float[] into, int at) {
    // Column x shows column x + x0, or x0 - 1 - x where it is mirrored; both within the image.
    double x0 = view.x0();
    boolean mirrored = view.xx() < 0;
    int first = (int) Math.max(0, mirrored ? x0 - size.width() : -x0);
    int end = (int) Math.min(view.width(), mirrored ? x0 : size.width() - x0);
    if (end <= first) {
      return;
    }
    int offset = (int) x0;
    if (!mirrored) {
      System.arraycopy(image, from + first + offset, into, at + first, end - first);
      return;
    }
    for (int x = first; x < end; x++) {
      into[at + x] = image[from + offset - 1 - x];
    }
  }
}
