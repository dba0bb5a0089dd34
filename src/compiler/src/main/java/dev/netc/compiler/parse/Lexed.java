package dev.netc.compiler.parse;

import dev.netc.compiler.diagnostic.Diagnostic;
import java.util.List;

/**
 * The words, signs and comments of a text in order; none if the text has syntax errors.
 *
 * @param diagnostics the syntax errors
 */
public record Lexed(List<Lexeme> lexemes, List<Diagnostic> diagnostics) {
  public Lexed {
    lexemes = List.copyOf(lexemes);
    diagnostics = List.copyOf(diagnostics);
  }
}
