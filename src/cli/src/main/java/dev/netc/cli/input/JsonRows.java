package dev.netc.cli.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads rows from JSON: a list of objects, or objects one after the other as in JSON Lines, each
 * with the same names: {@code {"image": [[0, 0.5], [1, 0]]}}.
 */
final class JsonRows {
  private final String file;
  private final Map<String, int[]> shapes = new LinkedHashMap<>();
  private final Map<String, List<double[]>> columns = new LinkedHashMap<>();
  private int rows;

  private JsonRows(String file) {
    this.file = file;
  }

  /**
   * @throws DataException if the file cannot be read, or its objects do not fit together
   */
  static Table read(Path path) {
    JsonRows rows = new JsonRows(path.toString());
    try (JsonParser json = new JsonFactory().createParser(Files.newBufferedReader(path))) {
      rows.readAll(json);
    } catch (JsonParseException e) {
      throw rows.wrong(e.getLocation().getLineNr(), "this is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw rows.wrong(0, "the file cannot be read: " + e.getMessage());
    }
    return rows.table();
  }

  private void readAll(JsonParser json) throws IOException {
    while (json.nextToken() != null) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        readRow(json);
      } else if (json.currentToken() != JsonToken.START_ARRAY
          && json.currentToken() != JsonToken.END_ARRAY) {
        throw wrong(line(json), "a row is an object with a value for each input");
      }
    }
  }

  private static int line(JsonParser json) {
    return json.currentLocation().getLineNr();
  }

  private void readRow(JsonParser json) throws IOException {
    int line = line(json);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      NumberArray array = NumberArray.read("%s:%d, %s".formatted(file, line, name), json);
      int[] shape = shapes.computeIfAbsent(name, n -> array.dims());
      if (!Arrays.equals(shape, array.dims())) {
        throw wrong(
            line,
            "'%s' has the shape %s, but %s in the first row"
                .formatted(name, Arrays.toString(array.dims()), Arrays.toString(shape)));
      }
      columns.computeIfAbsent(name, n -> new ArrayList<>()).add(array.values());
    }
    rows++;
    for (Map.Entry<String, List<double[]>> column : columns.entrySet()) {
      if (column.getValue().size() != rows) {
        throw wrong(line, "not every row has exactly one '%s'".formatted(column.getKey()));
      }
    }
  }

  private Table table() {
    if (columns.isEmpty()) {
      throw wrong(0, "there are no rows in it");
    }
    List<Column> described = new ArrayList<>();
    List<float[]> arrays = new ArrayList<>();
    columns.forEach(
        (name, values) -> {
          described.add(Column.real(name, shapes.get(name)));
          arrays.add(floats(values));
        });
    return Tables.of(described, arrays);
  }

  private static float[] floats(List<double[]> rows) {
    int size = rows.get(0).length;
    float[] floats = new float[Math.multiplyExact(size, rows.size())];
    int at = 0;
    for (double[] row : rows) {
      for (double value : row) {
        floats[at++] = (float) value;
      }
    }
    return floats;
  }

  private DataException wrong(int line, String message) {
    return new DataException(file, line, message, "");
  }
}
