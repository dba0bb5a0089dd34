package dev.netc.bench;

import dev.netc.runtime.data.Batch;
import dev.netc.runtime.random.CounterRandom;
import java.util.Map;

/** Batches of images in memory, taken in turn. */
final class Batches {
  private static final int COUNT = 16;
  private static final int PIXELS = 784;
  private static final int CLASSES = 10;

  private final Batch[] batches = new Batch[COUNT];
  private int next;

  /** Images of noise, a fifth of their pixels set, as in handwriting. */
  Batches(int rows) {
    for (int b = 0; b < COUNT; b++) {
      float[] images = new float[rows * PIXELS];
      float[] labels = new float[rows];
      for (int i = 0; i < images.length; i++) {
        images[i] = Math.max(0, 5 * CounterRandom.uniform(1, 0, b, i) - 4);
      }
      for (int row = 0; row < rows; row++) {
        labels[row] = CounterRandom.below(CLASSES, 1, 1, b, row);
      }
      batches[b] = new Batch(rows, Map.of("image", images, "label", labels));
    }
  }

  Batch take() {
    next = next == COUNT - 1 ? 0 : next + 1;
    return batches[next];
  }
}
