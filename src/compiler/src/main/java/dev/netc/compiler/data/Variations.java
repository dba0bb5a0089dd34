package dev.netc.compiler.data;

import static dev.netc.compiler.data.DataFunction.variation;

import dev.netc.compiler.op.Frames;
import dev.netc.compiler.type.Shape;
import java.util.List;

/** The variations of images that {@code augment} takes. */
final class Variations {
  private static final double MOST_PIXELS = 4096;

  private Variations() {}

  static List<DataFunction> all() {
    return List.of(
        variation("shift", "moves to any side")
            .number("x", "most pixels to the left or right", 0, MOST_PIXELS)
            .like("x", "y", "most pixels up or down")
            .truth("subpixel", "whether fractions of a pixel are drawn too", false)
            .requires(Variations::checkWhole)
            .remark("Whole pixels, each number as likely as any other, blur nothing.")
            .example(
                Frames.variation(
                    "shift",
                    "shift(1)",
                    "[[[0, 0, 0], [0, 1, 0], [0, 0, 0]]]",
                    "[1, 3, 3]",
                    "sum(image)",
                    "== -4"))
            .build(),
        variation("rotate", "turns about the centre")
            .number("degrees", "most degrees to either side", 0, 180)
            .example(
                Frames.variation(
                    "rotate",
                    "rotate(90)",
                    "[[[0, 0, 0], [0, 1, 0], [0, 0, 0]]]",
                    "[1, 3, 3]",
                    "image[0][1][1]",
                    "== -4 within 1e-6"))
            .build(),
        variation("scale", "makes smaller or larger about the centre")
            .number("low", "least factor", 0.01, 100)
            .number("high", "largest factor", 0.01, 100)
            .requires(Variations::checkFactors)
            .example(
                Frames.variation(
                    "scale",
                    "scale(2, 2)",
                    "[[[0, 0, 0], [0, 1, 0], [0, 0, 0]]]",
                    "[1, 3, 3]",
                    "sum(image)",
                    "== -16 within 1e-5"))
            .build(),
        variation("flip", "mirrors every second image")
            .truth("horizontal", "whether left and right are exchanged", true)
            .truth("vertical", "whether up and down are, in every second image too", false)
            .requires(Variations::checkFlip)
            .example(
                Frames.variation("flip", "flip", "[[[0, 1]]]", "[1, 1, 2]", "sum(image)", "== -4"))
            .build(),
        variation("crop", "a window at a random place; in the middle outside of training")
            .whole("height", "pixels of the window", 1, MOST_PIXELS)
            .like("height", "width", "pixels of the window")
            .whole("pad", "pixels of 0 put around the image before", 0, "0", 0, MOST_PIXELS)
            .rule(Variations::crop)
            .example(
                Frames.variation(
                    "crop",
                    "crop(2)",
                    "[[[0, 0, 0], [0, 1, 0], [0, 0, 0]]]",
                    "[1, 2, 2]",
                    "sum(image)",
                    "== -4"))
            .build(),
        variation("brightness", "multiplies all values by a factor around 1")
            .number("most", "by how much the factor differs from 1 at most", 0, 1)
            .remark("Values are not cut off where they leave their old range.")
            .example(
                Frames.variation(
                    "brightness",
                    "brightness(0.5)",
                    "[[[0, 0, 0], [0, 1, 0], [0, 0, 0]]]",
                    "[1, 3, 3]",
                    "sum(image)",
                    "== -4 within 2"))
            .build(),
        variation("cutout", "fills a square with 0, its centre anywhere in the image")
            .whole("size", "pixels of a side", 1, MOST_PIXELS)
            .rule(Variations::cutout)
            .remark("Source: DeVries and Taylor 2017, arXiv:1708.04552.")
            .example(
                Frames.variation(
                    "cutout",
                    "cutout(1)",
                    "[[[1, 1, 1], [1, 1, 1], [1, 1, 1]]]",
                    "[1, 3, 3]",
                    "sum(image)",
                    "== -32"))
            .build());
  }

  private static void checkWhole(DataArguments arguments) throws DataMismatch {
    for (String name : List.of("x", "y")) {
      double pixels = arguments.number(name);
      if (!arguments.truth("subpixel") && pixels != Math.rint(pixels)) {
        throw new DataMismatch(
            "'%s' of shift is a whole number of pixels, not %s".formatted(name, pixels),
            "",
            "write subpixel = true to draw fractions of a pixel");
      }
    }
  }

  private static void checkFactors(DataArguments arguments) throws DataMismatch {
    if (arguments.number("low") > arguments.number("high")) {
      throw new DataMismatch(
          "the least factor of scale is above the largest", "", "write scale(0.9, 1.1)");
    }
  }

  private static void checkFlip(DataArguments arguments) throws DataMismatch {
    if (!arguments.truth("horizontal") && !arguments.truth("vertical")) {
      throw new DataMismatch(
          "flip exchanges nothing here", "", "write flip or flip(vertical = true)");
    }
  }

  private static DataSchema crop(DataSchema before, DataCall call) throws DataMismatch {
    int height = call.arguments().whole("height");
    int width = call.arguments().whole("width");
    int margin = 2 * call.arguments().whole("pad");
    for (DataSchema.Column image : images(before)) {
      int highest = image.shape().dim(1) + margin;
      int widest = image.shape().dim(2) + margin;
      if (height > highest || width > widest) {
        throw new DataMismatch(
            "crop cannot cut %d×%d pixels out of '%s'".formatted(height, width, image.name()),
            margin == 0
                ? "an image has %d×%d".formatted(highest, widest)
                : "an image has %d×%d with its padding".formatted(highest, widest),
            "take a smaller window, or a larger pad");
      }
    }
    return before.mapColumns(
        c ->
            c.isImage()
                ? new DataSchema.Column(
                    c.name(), Shape.of(c.shape().dim(0), height, width), c.classes())
                : c);
  }

  private static DataSchema cutout(DataSchema before, DataCall call) throws DataMismatch {
    int size = call.arguments().whole("size");
    for (DataSchema.Column image : images(before)) {
      int height = image.shape().dim(1);
      int width = image.shape().dim(2);
      if (size >= height && size >= width) {
        throw new DataMismatch(
            "a hole of %d pixels can hide all of '%s'".formatted(size, image.name()),
            "an image has %d×%d".formatted(height, width),
            "take a smaller size");
      }
    }
    return before;
  }

  private static List<DataSchema.Column> images(DataSchema schema) {
    return schema.columns().stream().filter(DataSchema.Column::isImage).toList();
  }
}
