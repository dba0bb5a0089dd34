package dev.netc.compiler.data;

import static dev.netc.compiler.data.DataFunction.transform;

import dev.netc.compiler.data.DataFunction.Builder;
import dev.netc.compiler.data.DataFunction.Kind;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The transforms, from one data set to another. */
final class Transforms {
  private static final double LARGEST = 1e30;

  private Transforms() {}

  static List<DataFunction> all() {
    return List.of(
        count(
                count(count(transform("take", "the first rows of splits"), "train"), "validation"),
                "test")
            .example("data few = table { x = [1, 2, 3] } -> take(train = 2)", "few.train.rows == 2")
            .build(),
        transform("split", "shuffles the training rows and cuts new splits off them")
            .number("test", "fraction of the rows", 0, "0", 0, 0.999)
            .number("validation", "fraction of the rows", 0, "0", 0, 0.999)
            .seed()
            .requires(Transforms::checkFractions)
            .rule(Transforms::split)
            .remark("The first rows in the new order are for testing, the next for validation.")
            .example(
                "data points = table { x = [1, 2, 3, 4] } -> split(test = 0.25)",
                "points.test.rows == 1")
            .build(),
        transform("shuffle", "puts the training rows in a random order")
            .seed()
            .example(
                "data points = table { x = [5, 5, 5] } -> shuffle(seed = 2)",
                "points.train.x[0] == 5")
            .build(),
        transform("standardize", "gives every feature mean 0 and deviation 1")
            .remark("Both are measured on the training split, and applied to all.")
            .example("data points = table { x = [1, 3] } -> standardize", "points.train.x[0] == -1")
            .build(),
        transform("scale", "multiplies features, or moves them into a range")
            .number("low", "the factor, or with a high the least value", -LARGEST, LARGEST)
            .number("high", "the largest value", Double.NaN, "none", -LARGEST, LARGEST)
            .requires(Transforms::checkRange)
            .remark("A range is measured on the training split, and applied to all.")
            .example(
                "data points = table { x = [1, 2, 3] } -> scale(0, 1)", "points.train.x[1] == 0.5")
            .build(),
        transform("one_hot", "turns labels into vectors with a 1 at the class")
            .rule((before, call) -> before.mapColumns(Transforms::oneHot))
            .example(
                "data pictures = digits() -> take(train = 1) -> one_hot",
                "sum(pictures.train.label[0]) == 1")
            .build(),
        transform("augment", "varies images at random, anew for each sample and epoch")
            .takes(Kind.VARIATION)
            .rule(Transforms::augment)
            .remark("Only a training sees variants: evaluation, tests and predictions see the")
            .remark("images as they are, where `crop` is used their middle. A variant depends on")
            .remark("the seed of the training, the epoch and the row alone. Moves are made all at")
            .remark("once, in their order, with one bilinear interpolation; then brightness is")
            .remark("changed and holes are cut. What comes from outside of an image is 0, so")
            .remark("`standardize` belongs after `augment`. `netc data show` draws samples.")
            .example(
                "data dots = table { image = [[[[0, 1, 2, 3]]]] } -> augment(crop(1, 2))",
                "dots.train.image[0] == [[[1, 2]]]")
            .build());
  }

  private static Builder count(Builder take, String split) {
    return take.whole(split, "rows to keep of the split", -1, "all", 1, Integer.MAX_VALUE);
  }

  private static void checkRange(DataArguments arguments) throws DataMismatch {
    double low = arguments.number("low");
    double high = arguments.number("high");
    if (low >= high) {
      throw new DataMismatch(
          "`scale` goes from a lower to a higher value", "", "write scale(0, 1)");
    }
  }

  private static void checkFractions(DataArguments arguments) throws DataMismatch {
    double cut = arguments.number("test") + arguments.number("validation");
    if (cut == 0 || cut >= 1) {
      throw new DataMismatch(
          cut == 0 ? "split cuts nothing off here" : "split leaves no rows for training",
          "",
          "write split(test = 0.2)");
    }
  }

  private static DataSchema split(DataSchema before, DataCall call) {
    List<String> splits = new ArrayList<>(before.splits());
    for (String split : List.of("validation", "test")) {
      if (call.arguments().number(split) > 0 && !splits.contains(split)) {
        splits.add(split);
      }
    }
    return new DataSchema(before.columns(), splits);
  }

  private static DataSchema.Column oneHot(DataSchema.Column c) {
    return c.classes() > 0 ? new DataSchema.Column(c.name(), Shape.of(c.classes()), -1) : c;
  }

  private static DataSchema augment(DataSchema before, DataCall call) throws DataMismatch {
    if (before.columns().stream().noneMatch(DataSchema.Column::isImage)) {
      throw new DataMismatch(
          "augment finds no images here",
          before.columns().stream()
              .map(c -> c.name() + (c.isLabel() ? " is a label" : " is " + c.shape()))
              .collect(Collectors.joining(", ")),
          "images are columns of the shape [channels, height, width]");
    }
    DataSchema schema = before;
    for (DataCall variation : call.parts()) {
      schema = variation.columnsAfter(schema);
    }
    return schema;
  }
}
