package dev.netc.compiler.check;

import dev.netc.compiler.parse.Parsed;
import dev.netc.compiler.syntax.Declaration;
import java.util.List;

/**
 * A checked program with what an editor asks about it.
 *
 * @param parsed the file itself
 * @param declarations of the file and of all that it imports, as far as they have no syntax error
 */
public record Analysed(
    Checked checked, Parsed parsed, List<Declaration> declarations, Facts facts) {
  public Analysed {
    declarations = List.copyOf(declarations);
  }
}
