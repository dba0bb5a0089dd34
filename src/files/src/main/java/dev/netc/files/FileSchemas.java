package dev.netc.files;

import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.data.DataSchema;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.type.Shape;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataPath;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.ImageFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks into data files for their columns, and says what is wrong with those that cannot be read.
 */
public final class FileSchemas implements Schemas {
  private final DataPath dataPath;

  public FileSchemas(DataPath dataPath) {
    this.dataPath = dataPath;
  }

  @Override
  public Found of(String reader, Map<String, Object> arguments, Source declaring) {
    try {
      if (reader.equals("images")) { // to list them is quick, to decode them is not
        ImageFolder images = Readers.images(arguments, dataPath);
        return Found.of(schema(images.columns(), images.splits()));
      }
      return Found.of(schema(Readers.read(reader, reader, arguments, dataPath)));
    } catch (DataException e) {
      return new Found(Optional.empty(), List.of(e.getMessage() + place(e), e.hint().orElse("")));
    }
  }

  /** The file that is wrong, which may be one of several, and the line. */
  private static String place(DataException e) {
    String line = e.line() > 0 ? ", line %d".formatted(e.line()) : "";
    return e.file().map(file -> " (%s%s)".formatted(Path.of(file).getFileName(), line)).orElse("");
  }

  /** The columns and splits of a data set that was read. */
  private static DataSchema schema(DataSet data) {
    return schema(data.columns(), List.copyOf(data.splits().keySet()));
  }

  private static DataSchema schema(List<Column> read, List<String> splits) {
    List<DataSchema.Column> columns = new ArrayList<>();
    for (Column column : read) {
      List<Integer> dims = new ArrayList<>();
      for (int dim : column.shape()) {
        dims.add(dim);
      }
      boolean label = column.kind() == Column.Kind.LABEL;
      columns.add(
          new DataSchema.Column(column.name(), new Shape(dims), label ? column.classes() : -1));
    }
    return new DataSchema(columns, splits);
  }
}
