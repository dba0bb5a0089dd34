package dev.netc.bench.peers;

import java.util.SplittableRandom;

/** Batches that all contestants get: noise, a fifth of the pixels set, as in handwriting. */
public final class Images {
  /** How many batches are taken in turn. */
  public static final int BATCHES = 16;

  public static final int CLASSES = 10;

  private Images() {}

  /** The pixels of a batch of a workload, image by image. */
  public static float[] pixels(Workload workload, int batch) {
    SplittableRandom random = new SplittableRandom(batch);
    float[] pixels = new float[workload.batch() * workload.model().pixels()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.max(0, 5 * random.nextDouble() - 4);
    }
    return pixels;
  }

  /** The class of each image of a batch. */
  public static float[] labels(Workload workload, int batch) {
    SplittableRandom random = new SplittableRandom(-1 - batch);
    float[] labels = new float[workload.batch()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(CLASSES);
    }
    return labels;
  }
}
