package dev.netc.compiler;

import dev.netc.compiler.Backend.Compiled;
import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import java.util.ArrayList;
import java.util.List;

/** Turns netc source into Java source. Pure: it reads no file, no clock, no random number. */
public final class Compiler {
  private Compiler() {}

  /**
   * What became of a program.
   *
   * @param classes one for each net that can stand alone and each train; none if there is an error
   */
  public record Result(List<Compiled> classes, List<Diagnostic> diagnostics) {}

  /**
   * Compiles a program: every net that can stand alone and every train to a class.
   *
   * @param imports finds the files that it imports
   * @param schemas tells the columns of the data files that it reads
   * @param packageName of the classes; may be empty
   */
  public static Result compile(
      Source source, Imports imports, Schemas schemas, String packageName) {
    Checked checked = Checker.check(source, imports, schemas); // text to typed networks
    if (checked.hasErrors()) {
      return new Result(List.of(), checked.diagnostics());
    }
    List<Compiled> classes = new ArrayList<>();
    checked.program().networks().values().stream()
        .map(Lower::net) // typed network to dataflow graph
        .map(lowered -> Backend.compile(lowered, packageName)) // graph to planned Java
        .forEach(classes::add);
    checked.program().trains().values().stream()
        .map(Lower::train) // the same with loss, metrics and gradients
        .map(lowered -> Backend.compile(lowered, packageName))
        .forEach(classes::add);
    return new Result(classes, checked.diagnostics());
  }
}
