package dev.netc.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.netc.runtime.data.Augment;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.Tables;
import dev.netc.runtime.data.image.Variation;
import dev.netc.runtime.random.CounterRandom;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trainings that see their images varied. */
class AugmentedTrainingTest {
  private static final int STEPS = 17;
  private static final Augment VARIED =
      new Augment(
          List.of(
              new Variation.Rotate(30),
              new Variation.Flip(true, true),
              new Variation.Shift(1, 1, true),
              new Variation.Brightness(0.5),
              new Variation.Cutout(1)));

  @TempDir Path folder;

  /** Images of 2 by 3 pixels, and the sum of each. */
  private static DataSet images() {
    float[] x = new float[6 * 11];
    float[] d = new float[11];
    for (int i = 0; i < x.length; i++) {
      x[i] = CounterRandom.uniform(1, 2, 3, i);
      d[i / 6] += x[i];
    }
    Table table = Tables.of(List.of(Column.real("x", 1, 2, 3), Column.real("d")), List.of(x, d));
    return DataSet.of("images", table, table);
  }

  /** Trains, or goes on, until a step; the weights then. */
  private double[] train(DataSet data, Sampling sampling, String name, int until, boolean resume) {
    LinearModel model = new LinearModel(6, 0.1);
    Trainer[] trainer = new Trainer[1];
    TrainingListener stop =
        new TrainingListener() {
          @Override
          public void onStep(long step, long epoch, int rows, double rate, double loss) {
            if (step == until) {
              trainer[0].requestStop();
            }
          }
        };
    Path path = folder.resolve(name);
    TrainingOptions options =
        TrainingOptions.named("Sum", Period.steps(STEPS))
            .batch(4)
            .seed(7)
            .sampling(sampling)
            .folder(path)
            .build();
    trainer[0] = new Trainer(model, Optional.of(data), options, stop);
    if (resume) {
      trainer[0].resume(new RunFolder(path).checkpoint());
    } else {
      trainer[0].run();
    }
    return model.weight;
  }

  @ParameterizedTest
  @EnumSource
  void resumesBitForBit(Sampling sampling) {
    DataSet data = VARIED.apply(images());
    double[] undisturbed = train(data, sampling, "whole", STEPS, false);
    for (int stop = 1; stop < STEPS; stop += 3) {
      train(data, sampling, "stopped" + stop, stop, false);
      double[] resumed = train(data, sampling, "stopped" + stop, STEPS, true);
      assertArrayEquals(undisturbed, resumed, "stopped after " + stop);
    }
  }

  @Test
  void trainingSeesVariantsAndEvaluationDoesNot() {
    double[] plain = train(images(), Sampling.SHUFFLED, "plain", STEPS, false);
    double[] varied = train(VARIED.apply(images()), Sampling.SHUFFLED, "varied", STEPS, false);
    assertFalse(Arrays.equals(plain, varied));

    LinearModel model = new LinearModel(6, 0);
    System.arraycopy(plain, 0, model.weight, 0, plain.length);
    for (String split : List.of("train", "test")) {
      SplitEvaluator evaluator =
          new SplitEvaluator(model, List.of("x", "d"), 4, TrainingListener.SILENT);
      assertEquals(
          evaluator.evaluate(0, split, Optional.of(images().split(split))).loss(),
          evaluator.evaluate(0, split, Optional.of(VARIED.apply(images()).split(split))).loss());
    }
  }
}
