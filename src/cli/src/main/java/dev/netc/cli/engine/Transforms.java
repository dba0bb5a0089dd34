package dev.netc.cli.engine;

import dev.netc.compiler.data.DataArguments;
import dev.netc.compiler.data.DataCall;
import dev.netc.runtime.data.Augment;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.OneHot;
import dev.netc.runtime.data.Scale;
import dev.netc.runtime.data.ScaleToRange;
import dev.netc.runtime.data.Shuffle;
import dev.netc.runtime.data.Split;
import dev.netc.runtime.data.Standardize;
import dev.netc.runtime.data.Take;
import dev.netc.runtime.data.Transform;
import dev.netc.runtime.data.image.Variation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The runtime's transforms by the calls of a program. */
final class Transforms {
  private Transforms() {}

  static Transform of(DataCall call) {
    DataArguments a = call.arguments();
    return switch (call.name()) {
      case "take" -> take(a);
      case "split" -> new Split(a.number("validation"), a.number("test"), seed(a));
      case "shuffle" -> new Shuffle(seed(a));
      case "standardize" -> new Standardize(List.of());
      case "scale" ->
          Double.isNaN(a.number("high"))
              ? new Scale(a.number("low"), List.of())
              : new ScaleToRange(a.number("low"), a.number("high"), List.of());
      case "one_hot" -> new OneHot(List.of());
      case "augment" -> new Augment(call.parts().stream().map(Transforms::variation).toList());
      default -> throw new IllegalStateException("no transform " + call.name());
    };
  }

  private static Variation variation(DataCall call) {
    DataArguments a = call.arguments();
    return switch (call.name()) {
      case "shift" -> new Variation.Shift(a.number("x"), a.number("y"), a.truth("subpixel"));
      case "rotate" -> new Variation.Rotate(a.number("degrees"));
      case "scale" -> new Variation.Zoom(a.number("low"), a.number("high"));
      case "flip" -> new Variation.Flip(a.truth("horizontal"), a.truth("vertical"));
      case "crop" -> new Variation.Crop(a.whole("height"), a.whole("width"), a.whole("pad"));
      case "brightness" -> new Variation.Brightness(a.number("most"));
      case "cutout" -> new Variation.Cutout(a.whole("size"));
      default -> throw new IllegalStateException("no variation " + call.name());
    };
  }

  private static long seed(DataArguments arguments) {
    return (long) arguments.number("seed");
  }

  private static Transform take(DataArguments arguments) {
    Map<String, Integer> rows = new HashMap<>();
    for (String split : DataSet.SPLITS) {
      int count = arguments.whole(split);
      if (count >= 0) {
        rows.put(split, count);
      }
    }
    return new Take(rows);
  }

  /**
   * Whether rows to predict from go through a transform: where it changes features by what it
   * measures, or crops images; not where it chooses rows or turns labels into vectors.
   */
  static boolean concernsNewRows(Transform transform, DataSet rows) {
    if (transform instanceof Augment) {
      return rows.columns().stream().anyMatch(Augment::isImage);
    }
    return !(transform instanceof Take
        || transform instanceof Split
        || transform instanceof Shuffle
        || transform instanceof OneHot);
  }
}
