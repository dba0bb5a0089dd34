package dev.netc.compiler.format;

import dev.netc.compiler.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * A text in the one style.
 *
 * @param text the new text; none if the old one has syntax errors, for then nobody knows its
 *     meaning
 * @param diagnostics the syntax errors
 */
public record Formatted(Optional<String> text, List<Diagnostic> diagnostics) {
  public Formatted {
    diagnostics = List.copyOf(diagnostics);
  }
}
