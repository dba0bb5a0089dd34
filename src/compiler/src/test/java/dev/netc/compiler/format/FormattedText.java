package dev.netc.compiler.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.parse.Lexeme;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.source.Source;
import java.util.List;

/** What must hold for every text that is formatted. */
public final class FormattedText {
  private FormattedText() {}

  /** The formatted text, once it is sure that it means the same and that it stays as it is. */
  public static String of(String text) {
    String formatted = format(text);
    assertEquals(meaning(text), meaning(formatted), () -> "from\n" + text + "\nto\n" + formatted);
    assertEquals(words(text), words(formatted), () -> "from\n" + text + "\nto\n" + formatted);
    assertEquals(formatted, format(formatted), () -> "not stable, from\n" + text);
    formatted
        .lines()
        .forEach(line -> assertEquals(line.stripTrailing(), line, "white space at the end"));
    return formatted;
  }

  private static String format(String text) {
    Formatted formatted = Formatter.format(source(text));
    assertTrue(
        formatted.text().isPresent(), () -> Report.of(formatted.diagnostics()) + "\n" + text);
    return formatted.text().get();
  }

  private static Source source(String text) {
    return Source.of("f", text);
  }

  /** The syntax tree without places. */
  private static String meaning(String text) {
    return Parser.parse(source(text)).tree().toString().replaceAll("f:\\d+:\\d+", "");
  }

  /** All words, signs and comments; the white space in comments may change. */
  private static List<String> words(String text) {
    return Parser.lexemes(source(text)).lexemes().stream()
        .map(Lexeme::text)
        .map(word -> word.replaceAll("\\s+", " ").strip())
        .toList();
  }
}
