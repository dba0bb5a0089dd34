package dev.netc.cli.properties;

import dev.netc.compiler.format.Formatter;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.source.Source;
import java.util.Optional;

/** Formatting keeps what a program means, and formatting again changes nothing. */
final class RoundTrip {
  private RoundTrip() {}

  /** What is wrong with the formatted program; empty if it is the same program. */
  static Optional<String> problem(String text) {
    Optional<String> formatted = formatted(text);
    if (formatted.isEmpty()) {
      return Optional.of("the program is not formatted");
    }
    if (!meaning(text).equals(meaning(formatted.get()))) {
      return Optional.of("formatting changes the program to\n\n" + formatted.get());
    }
    return formatted(formatted.get()).equals(formatted)
        ? Optional.empty()
        : Optional.of("formatting again changes\n\n" + formatted.get());
  }

  /** The program in the one style; empty if it cannot be parsed. */
  static Optional<String> formatted(String text) {
    return Formatter.format(Source.of("f", text)).text();
  }

  /** The syntax tree without positions. */
  private static String meaning(String text) {
    return Parser.parse(Source.of("f", text)).tree().toString().replaceAll("f:\\d+:\\d+", "");
  }
}
