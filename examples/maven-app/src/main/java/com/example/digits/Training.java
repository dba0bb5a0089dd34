package com.example.digits;

import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Take;
import dev.netc.runtime.data.digits.Digits;
import dev.netc.runtime.train.Period;
import dev.netc.runtime.train.Trainer;
import dev.netc.runtime.train.TrainingListener;
import dev.netc.runtime.train.TrainingOptions;
import dev.netc.runtime.train.TrainingResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Trains the network of {@code digits.net} and saves what it has learnt. */
final class Training {
  private static final int BATCH = 100;

  private Training() {}

  /**
   * Makes one pass over some images.
   *
   * @param images how many to learn from
   * @param model the file that is written
   * @return the share of 1,000 other images that are then read right
   */
  static double run(int images, Path model) {
    DataSet digits = Digits.read("digits", Digits.DEFAULT_SEED);
    DataSet some = new Take(Map.of(DataSet.TRAIN, images, DataSet.TEST, 1_000)).apply(digits);
    try (DigitTraining net = new DigitTraining(BATCH, 1)) {
      TrainingOptions options =
          TrainingOptions.named("digits", Period.epochs(1))
              .batch(BATCH)
              .seed(1)
              .learningRate(0.002)
              .build();
      TrainingResult result =
          new Trainer(net, Optional.of(some), options, TrainingListener.SILENT).run();
      net.save(model);
      return result.on(DataSet.TEST).orElseThrow().metric("accuracy").orElseThrow();
    }
  }
}
