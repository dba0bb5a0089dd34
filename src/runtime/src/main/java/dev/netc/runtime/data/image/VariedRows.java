package dev.netc.runtime.data.image;

import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.Table.RowReader;
import dev.netc.runtime.data.Table.RowSampler;
import java.util.Arrays;
import java.util.List;

/**
 * Images that a training sees varied at random. Whoever only reads them gets them as they are, or,
 * where they are cropped, their middle.
 */
public final class VariedRows implements RowReader {
  private final RowReader source;
  private final ImageSize from;
  private final ImageSize to;
  private final List<Variation> variations;
  private final ThreadLocal<float[]> whole;

  /**
   * @param source reads the images
   * @param size of them
   * @throws DataException if images of this size cannot be varied so
   */
  public VariedRows(RowReader source, ImageSize size, List<Variation> variations) {
    this.source = source;
    this.from = size;
    this.to = size(size, variations);
    this.variations = List.copyOf(variations);
    this.whole = ThreadLocal.withInitial(() -> new float[from.values()]);
  }

  /**
   * The size of images after some variations.
   *
   * @throws DataException if images of this size cannot be varied so
   */
  public static ImageSize size(ImageSize before, List<Variation> variations) {
    ImageSize size = before;
    for (Variation variation : variations) {
      size = variation.size(size);
    }
    return size;
  }

  @Override
  public void read(int row, float[] into, int at) {
    if (to.equals(from)) {
      source.read(row, into, at);
      return;
    }
    float[] image = whole.get();
    source.read(row, image, 0);
    int top = Math.floorDiv(from.height() - to.height(), 2);
    int left = Math.floorDiv(from.width() - to.width(), 2);
    copyWindow(image, top, left, into, at);
  }

  /** Copies what lies in a window of the canvas of the result; 0 where that goes beyond. */
  private void copyWindow(float[] image, int top, int left, float[] into, int at) {
    int first = Math.max(0, -left);
    int last = Math.min(to.width(), from.width() - left);
    Arrays.fill(into, at, at + to.values(), 0);
    for (int c = 0; c < to.channels(); c++) {
      for (int y = Math.max(0, -top); y < Math.min(to.height(), from.height() - top); y++) {
        int source = (c * from.height() + y + top) * from.width() + left;
        int target = at + (c * to.height() + y) * to.width();
        System.arraycopy(image, source + first, into, target + first, last - first);
      }
    }
  }

  @Override
  public int touch(int row) {
    return source.touch(row);
  }

  @Override
  public boolean varies() {
    return true;
  }

  @Override
  public RowSampler sampler() {
    RowSampler images = source.sampler();
    float[] image = new float[from.values()];
    Resampler resampler = new Resampler(from);
    return (row, key, into, at) -> {
      images.sample(row, key, image, 0);
      resampler.show(view(key), image, into, at);
    };
  }

  private View view(long key) {
    Draws draws = new Draws(key);
    View view = View.of(from);
    for (Variation variation : variations) {
      view = variation.vary(view, draws);
    }
    return view;
  }
}
