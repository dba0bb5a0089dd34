package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Adds a number for each window and channel to the place of the window's maximum: some images. */
final class MaxPoolSpreadKernel implements Kernel, Footprint.Known {
  private final Maxima maxima;
  private final View x;
  private final Taps rows;
  private final Taps columns;
  private final View g;
  private final View d;
  private final int channels;
  private final int from;
  private final int to;
  private final boolean overlap;
  private final float[] given;
  private final float[] taken;
  private final float[] row;

  /**
   * @param from the first image
   * @param to the image after the last
   */
  MaxPoolSpreadKernel(WindowSpec spec, View x, View g, View d, int from, int to) {
    this.maxima = new Maxima(spec, x);
    this.x = x;
    this.rows = maxima.rows;
    this.columns = maxima.columns;
    this.g = g;
    this.d = d;
    this.channels = spec.channels();
    this.from = from;
    this.to = to;
    this.overlap = rows.overlap() || columns.overlap();
    this.given = new float[columns.windows * channels];
    this.taken = new float[given.length];
    this.row = new float[columns.size * channels];
  }

  @Override
  public Optional<Footprint> footprint() {
    List<Footprint.Range> reads = List.of(images(x), windows(g));
    return Optional.of(new Footprint(reads, List.of(images(d))));
  }

  private Footprint.Range images(View view) {
    return Footprint.Range.of(view, at(from, 0), at(to, 0) - at(from, 0));
  }

  private Footprint.Range windows(View view) {
    long window = (long) rows.windows * given.length;
    return Footprint.Range.of(view, from * window, (to - from) * window);
  }

  @Override
  public void run() {
    for (int image = from; image < to; image++) {
      Arrays.fill(row, 0);
      for (int i = 0; i < rows.size; i++) {
        d.set(at(image, i), row, 0, row.length);
      }
      for (int i = 0; i < rows.windows; i++) {
        long window = (long) (image * rows.windows + i) * given.length;
        g.get(window, given, 0, given.length);
        maxima.find(image, i, given);
        spread(image, i);
      }
    }
  }

  private long at(int image, int imageRow) {
    return (long) (image * rows.size + imageRow) * row.length;
  }

  private void spread(int image, int i) {
    for (int ky = 0; ky < rows.kernel; ky++) {
      int imageRow = rows.at(i, ky);
      if (imageRow != Taps.PADDING) {
        if (overlap) {
          d.get(at(image, imageRow), row, 0, row.length);
        }
        for (int kx = 0; kx < columns.kernel; kx++) {
          maxima.take(ky, kx, given, taken);
          put(kx);
        }
        d.set(at(image, imageRow), row, 0, row.length);
      }
    }
  }

  private void put(int kx) {
    if (overlap) {
      PixelRow.scatterAdd(columns, kx, channels, taken, row);
    } else {
      // What windows leave out stays 0; what they cover is overwritten.
      PixelRow.scatter(columns, kx, channels, taken, row);
    }
  }
}
