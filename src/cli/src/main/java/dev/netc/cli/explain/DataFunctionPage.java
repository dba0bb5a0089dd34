package dev.netc.cli.explain;

import dev.netc.compiler.data.DataFunction;
import dev.netc.compiler.data.DataFunctions;
import dev.netc.compiler.data.DataParameter;

/** The page about a reader, a transform or a variation, made of its definition. */
final class DataFunctionPage {
  /** A bound this large only keeps numbers exact: nobody comes near it. */
  private static final double UNBOUNDED = 1e15;

  private DataFunctionPage() {}

  static ExplainPage of(DataFunction function) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(function.signature()).append("\n\n");
    text.append(function.summary()).append("\n\n").append(place(function)).append('\n');
    if (!function.parameters().isEmpty()) {
      text.append("\n## Parameters\n\n");
      function.parameters().forEach(p -> text.append(line(p)).append('\n'));
    }
    function
        .parts()
        .ifPresent(
            kind -> {
              text.append("\n## A ").append(kind.word()).append(" is one of\n\n");
              for (DataFunction part : DataFunctions.of(kind)) {
                text.append("- %s: %s\n".formatted(part.signature(), part.summary()));
              }
            });
    if (!function.remarks().isEmpty()) {
      text.append('\n');
      function.remarks().forEach(line -> text.append(line).append('\n'));
    }
    text.append(Example.section(function.example()));
    return new ExplainPage(function.name(), function.summary(), text.toString());
  }

  private static String place(DataFunction function) {
    return switch (function.kind()) {
      case READER ->
          "A reader: it begins a data declaration, as in `data x = %s…`."
              .formatted(function.name());
      case TRANSFORM ->
          "A transform: it follows a reader, as in `-> %s`.".formatted(function.name());
      case VARIATION ->
          "A variation of images: it stands in augment, as in `-> augment(%s…)`."
              .formatted(function.name());
    };
  }

  private static String line(DataParameter p) {
    StringBuilder line = new StringBuilder("- ");
    line.append(p.name()).append(": ").append(p.documentation());
    line.append("; ").append(p.type().words());
    if (p.type().isNumeric() && p.most() < UNBOUNDED) {
      line.append(" from %s to %s".formatted(number(p.least()), number(p.most())));
    }
    return p.isRequired() ? line.toString() : line + "; " + p.shown() + " if left out";
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
