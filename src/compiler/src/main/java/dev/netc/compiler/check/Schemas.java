package dev.netc.compiler.check;

import dev.netc.compiler.source.Source;
import java.util.Map;
import java.util.Optional;

/** Tells what columns a file of data has. The compiler reads none itself. */
public interface Schemas {

  /**
   * The columns of what a reader would read, before transforms; empty if that is not known.
   *
   * @param arguments the reader's arguments by name
   */
  Optional<DataSchema> of(String reader, Map<String, Object> arguments, Source declaring);

  /** No file is looked at. */
  Schemas NONE = (reader, arguments, declaring) -> Optional.empty();
}
