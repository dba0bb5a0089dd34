package dev.netc.compiler.check;

import dev.netc.compiler.data.DataSchema;
import dev.netc.compiler.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what columns a file of data has. The compiler reads none itself. */
public interface Schemas {

  /**
   * What is known of a file of data.
   *
   * @param schema its columns; empty if they are not known
   * @param problem why the file cannot be read, if that is known: what is wrong, then what to do
   */
  record Found(Optional<DataSchema> schema, List<String> problem) {
    public Found {
      problem = List.copyOf(problem);
    }

    public static Found of(DataSchema schema) {
      return new Found(Optional.of(schema), List.of());
    }
  }

  /**
   * The columns of what a reader would read, before transforms.
   *
   * @param arguments the reader's arguments by name
   */
  Found of(String reader, Map<String, Object> arguments, Source declaring);

  /** No file is looked at. */
  Schemas NONE = (reader, arguments, declaring) -> new Found(Optional.empty(), List.of());
}
