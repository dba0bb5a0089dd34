package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.source.Source;
import java.util.Optional;

/** Finds the files that a program imports. The compiler reads none itself. */
public interface Imports {

  /**
   * The file at a path, relative to the importing one.
   *
   * @return the same name for the same file, however it is reached; empty if there is none
   */
  Optional<Source> find(String path, Source importing);

  /** Why a file that was found is not the text of a program; then it is not read as one. */
  default Optional<Diagnostic> problem(Source found) {
    return Optional.empty();
  }

  /** Nothing can be imported. */
  Imports NONE = (path, importing) -> Optional.empty();
}
