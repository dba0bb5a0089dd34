package dev.netc.cli.input;

import dev.netc.compiler.check.DataSchema;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.type.Shape;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.Csv;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataPath;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Idx;
import dev.netc.runtime.data.NpzData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks into data files for the columns that they have. A file that is missing or damaged is no
 * concern here: who only checks a program need not have its data.
 *
 * @param environment read for {@code NETC_DATA}
 */
record FileSchemas(Map<String, String> environment) implements Schemas {

  @Override
  public Optional<DataSchema> of(String reader, Map<String, Object> arguments, Source declaring) {
    if (!(arguments.get("path") instanceof String path)) {
      return Optional.empty();
    }
    Path folder = Path.of(declaring.name()).toAbsolutePath().getParent();
    Path home = Path.of(System.getProperty("user.home"));
    try {
      Path file = DataPath.of(folder, environment, home).find(path);
      return read(reader, file, arguments).map(FileSchemas::schema);
    } catch (DataException e) {
      return Optional.empty();
    }
  }

  private static Optional<DataSet> read(String reader, Path file, Map<String, Object> arguments) {
    return switch (reader) {
      case "csv" -> Optional.of(Csv.read(reader, file, csvOptions(arguments)));
      case "npz" -> Optional.of(NpzData.read(reader, file));
      case "idx" -> Optional.of(Idx.read(reader, file));
      default -> Optional.empty();
    };
  }

  private static Csv.Options csvOptions(Map<String, Object> arguments) {
    return Csv.Options.DEFAULT
        .withTarget((String) arguments.get("target"))
        .withDelimiter(((String) arguments.get("delimiter")).charAt(0))
        .withHeader((Boolean) arguments.get("header"));
  }

  private static DataSchema schema(DataSet data) {
    List<DataSchema.Column> columns =
        data.splits().values().iterator().next().columns().stream()
            .map(FileSchemas::column)
            .toList();
    return new DataSchema(columns, List.copyOf(data.splits().keySet()));
  }

  private static DataSchema.Column column(Column column) {
    boolean label = column.kind() == Column.Kind.LABEL;
    return new DataSchema.Column(
        column.name(), Shape.of(column.shape()), label ? column.classes() : -1);
  }
}
