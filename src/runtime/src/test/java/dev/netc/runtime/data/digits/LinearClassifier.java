package dev.netc.runtime.data.digits;

import dev.netc.runtime.data.Batch;
import dev.netc.runtime.data.BatchLoader;
import dev.netc.runtime.data.Order;
import dev.netc.runtime.data.Table;
import java.util.List;

/**
 * Softmax regression by stochastic gradient descent: what the easiest of classifiers makes of a
 * data set.
 */
final class LinearClassifier {
  private static final int CLASSES = 10;
  private static final int PIXELS = 784;
  private static final int BATCH = 20;

  private final float[][] weights = new float[CLASSES][PIXELS + 1]; // The last one is the bias.
  private final float[] scores = new float[CLASSES];
  private final float[] image = new float[PIXELS];

  /** One epoch over the table. */
  void train(Table table, float learningRate, long seed) {
    try (BatchLoader loader =
        new BatchLoader(table, List.of("image", "label"), BATCH, Order.shuffled(seed))) {
      for (int b = 0; b < loader.batchesPerEpoch(); b++) {
        step(loader.take(), learningRate);
      }
    }
  }

  /**
   * The weights move after each image: with so small a rate this is as good as once per batch, and
   * shorter.
   */
  private void step(Batch batch, float learningRate) {
    for (int i = 0; i < batch.rows(); i++) {
      System.arraycopy(batch.column("image"), i * PIXELS, image, 0, PIXELS);
      score();
      softmax();
      scores[(int) batch.column("label")[i]] -= 1;
      for (int c = 0; c < CLASSES; c++) {
        float step = learningRate * scores[c];
        for (int p = 0; p < PIXELS; p++) {
          weights[c][p] -= step * image[p];
        }
        weights[c][PIXELS] -= step;
      }
    }
  }

  /** The fraction of a table's rows that are recognised. */
  double accuracy(Table table) {
    float[] label = new float[1];
    int right = 0;
    for (int row = 0; row < table.rows(); row++) {
      table.read("image", row, image, 0);
      table.read("label", row, label, 0);
      score();
      int best = 0;
      for (int c = 1; c < CLASSES; c++) {
        best = scores[c] > scores[best] ? c : best;
      }
      right += best == (int) label[0] ? 1 : 0;
    }
    return right / (double) table.rows();
  }

  private void score() {
    for (int c = 0; c < CLASSES; c++) {
      float sum = weights[c][PIXELS];
      for (int p = 0; p < PIXELS; p++) {
        sum += weights[c][p] * image[p];
      }
      scores[c] = sum;
    }
  }

  private void softmax() {
    float max = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      max = Math.max(max, score);
    }
    float sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      scores[c] = (float) Math.exp(scores[c] - max);
      sum += scores[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      scores[c] /= sum;
    }
  }
}
