package dev.netc.compiler.check;

import dev.netc.compiler.type.Shape;
import java.util.Optional;

/** A figure that is not computed by a graph but found by running something before the test. */
public sealed interface OutsideValue {
  String kind();

  /**
   * A training's result or a part of it: {@code height}, {@code p}, {@code p.history}, {@code
   * test.accuracy}; empty for the whole.
   */
  record Run(TrainSpec train, String path) implements OutsideValue {
    @Override
    public String kind() {
      return "a training of " + train.name();
    }
  }

  /**
   * A training's net evaluated, or a part: {@code test.accuracy}.
   *
   * @param file of the weights; empty for those that the training finds
   * @param storage the format that the weights are rounded to: fp32, fp16 or bf16
   */
  record Evaluated(TrainSpec train, Optional<String> file, String storage, String path)
      implements OutsideValue {
    @Override
    public String kind() {
      return "an evaluation of " + train.name();
    }
  }

  /** The worst relative difference of backpropagation to central differences. */
  record GradientError(TrainSpec train) implements OutsideValue {
    @Override
    public String kind() {
      return "a gradient check of " + train.name();
    }
  }

  /** The mean absolute difference to central differences, for one parameter. */
  record GradientDifference(TrainSpec train, String parameter) implements OutsideValue {
    @Override
    public String kind() {
      return "a gradient check of " + train.name();
    }
  }

  /**
   * A part of a data set: {@code train.rows}, {@code train.label}, with a row {@code
   * train.label[0]}.
   */
  record OfData(DataSpec data, String split, String column, Optional<Integer> row, Shape shape)
      implements OutsideValue {
    @Override
    public String kind() {
      return "the data " + data.name();
    }
  }
}
