package dev.netc.runtime.data.image;

/** Brings a picture to another size: first its columns, then its rows. */
final class Resize {
  private final Picture from;
  private final int height;
  private final int width;

  Resize(Picture from, int height, int width) {
    this.from = from;
    this.height = height;
    this.width = width;
  }

  Picture picture() {
    ImageSize to = from.size().with(height, width);
    byte[] values = new byte[to.values()];
    Weights columns = new Weights(from.size().width(), width);
    Weights rows = new Weights(from.size().height(), height);
    float[] narrow = new float[Math.multiplyExact(from.size().height(), width)];
    for (int c = 0; c < to.channels(); c++) {
      narrow(c, columns, narrow);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          float sum = 0;
          for (int i = 0; i < rows.of[y].length; i++) {
            sum += rows.of[y][i] * narrow[(rows.first[y] + i) * width + x];
          }
          values[(c * height + y) * width + x] = (byte) Math.min(255, Math.round(sum));
        }
      }
    }
    return new Picture(to, values);
  }

  /** The rows of a channel with their new columns. */
  private void narrow(int channel, Weights columns, float[] into) {
    int old = from.size().width();
    for (int y = 0; y < from.size().height(); y++) {
      int row = (channel * from.size().height() + y) * old;
      for (int x = 0; x < width; x++) {
        float sum = 0;
        for (int i = 0; i < columns.of[x].length; i++) {
          sum += columns.of[x][i] * (from.values()[row + columns.first[x] + i] & 0xff);
        }
        into[y * width + x] = sum;
      }
    }
  }

  /** For each new place of an axis the old ones from {@code first} on, and what each counts. */
  private static final class Weights {
    private final int[] first;
    private final float[][] of;

    Weights(int from, int to) {
      first = new int[to];
      of = new float[to][];
      double scale = (double) from / to;
      double reach = Math.max(1, scale);
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        first[i] = Math.max(0, (int) Math.floor(centre - reach));
        int end = Math.min(from, (int) Math.ceil(centre + reach));
        of[i] = triangle(first[i], end, centre, reach);
      }
    }

    private static float[] triangle(int first, int end, double centre, double reach) {
      double[] heights = new double[end - first];
      double sum = 0;
      for (int i = 0; i < heights.length; i++) {
        heights[i] = Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / reach);
        sum += heights[i];
      }
      float[] weights = new float[heights.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (heights[i] / sum);
      }
      return weights;
    }
  }
}
