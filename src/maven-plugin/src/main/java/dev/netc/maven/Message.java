package dev.netc.maven;

import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Report;
import java.nio.file.Path;

/**
 * Something to say about a place in a program.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param isError whether the build fails by it; a warning otherwise
 * @param text what is wrong, and in further lines where and why
 */
record Message(Path file, int line, int column, boolean isError, String text) {

  /**
   * What the compiler says.
   *
   * @param root the folder that the names of programs are relative to
   */
  static Message of(Diagnostic diagnostic, Path root) {
    Path file = root.resolve(diagnostic.span().source().name());
    String text =
        "%s [%s]\n%s"
            .formatted(
                Report.message(diagnostic), diagnostic.code().word(), Report.details(diagnostic));
    return new Message(
        file,
        diagnostic.span().line(),
        diagnostic.span().column(),
        diagnostic.isError(),
        text.stripTrailing());
  }

  /** An error that concerns the whole file. */
  static Message error(Path file, String text) {
    return new Message(file, 1, 1, true, text);
  }

  /** As Maven shows the messages of compilers, and editors find the place. */
  @Override
  public String toString() {
    return "%s:[%d,%d] %s".formatted(file, line, column, text);
  }
}
