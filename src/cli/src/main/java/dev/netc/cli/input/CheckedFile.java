package dev.netc.cli.input;

import dev.netc.cli.Console;
import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Program;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.source.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that was read from its file and checked.
 *
 * @param file as the user named it
 * @param source its text
 * @param program what it declares, as far as its errors allow
 * @param diagnostics everything that is wrong with it and with the files it imports
 */
public record CheckedFile(Path file, Source source, Program program, List<Diagnostic> diagnostics) {

  /** Reads and checks a program, its imports, and the columns of its data where it is there. */
  public static CheckedFile read(Path file, Console console) {
    FileImports imports = new FileImports();
    SourceFile read = imports.main(file);
    if (read.problem().isPresent()) {
      Program nothing = new Program(Map.of(), Map.of(), Map.of(), List.of());
      return new CheckedFile(file, read.source(), nothing, List.of(read.problem().get()));
    }
    FileSchemas schemas = new FileSchemas(console.environment());
    Checked checked = Checker.check(read.source(), imports, schemas);
    List<Diagnostic> diagnostics = new ArrayList<>(imports.problems());
    diagnostics.addAll(checked.diagnostics());
    return new CheckedFile(file, read.source(), checked.program(), List.copyOf(diagnostics));
  }

  /** Whether it cannot run. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
