package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Diagnostic;
import java.util.List;

/** A program with names, shapes and ranges resolved, and everything wrong with it. */
public record Checked(Program program, List<Diagnostic> diagnostics) {
  public Checked {
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
