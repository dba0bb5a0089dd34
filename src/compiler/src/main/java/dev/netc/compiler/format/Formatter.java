package dev.netc.compiler.format;

import dev.netc.compiler.parse.Lexed;
import dev.netc.compiler.parse.Lexeme;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.source.Source;
import java.util.List;
import java.util.Optional;

/**
 * Writes programs in the one style: four spaces for each level; a line for each declaration,
 * statements as their author grouped them; arrows of a long pipe below its first; what is alike in
 * lines that follow each other below each other. Line breaks that mean something are the author's,
 * those that a long line needs are added. Formatting twice is formatting once.
 */
public final class Formatter {
  /** Widest line that is not broken. */
  static final int WIDTH = 120;

  private Formatter() {}

  /** The text of a source in the one style, with the line ends that it has. */
  public static Formatted format(Source source) {
    Lexed lexed = Parser.lexemes(source); // words, signs and comments with their meaning
    if (!lexed.diagnostics().isEmpty()) {
      return new Formatted(Optional.empty(), lexed.diagnostics());
    }
    List<Lexeme> lexemes = lexed.lexemes();
    Breaks breaks = Breaks.of(lexemes); // the author's line ends, as far as they are meant
    new Layout(lexemes, breaks, new int[lexemes.size()]).wrap(); // and those of long lines
    breaks.separateDeclarations();
    int[] padding = Alignment.of(lexemes, breaks); // spaces that bring columns below each other
    Layout layout = new Layout(lexemes, breaks, padding);
    layout.place();
    String text = Printer.print(lexemes, breaks, layout, padding);
    return new Formatted(Optional.of(withLineEnds(text, source.text())), List.of());
  }

  /** With the line ends of the text as it was: those of its first line. */
  private static String withLineEnds(String text, String before) {
    int first = before.indexOf('\n');
    return first > 0 && before.charAt(first - 1) == '\r' ? text.replace("\n", "\r\n") : text;
  }
}
