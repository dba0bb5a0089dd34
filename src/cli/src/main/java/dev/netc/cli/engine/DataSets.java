package dev.netc.cli.engine;

import dev.netc.compiler.check.DataSpec;
import dev.netc.compiler.data.DataCall;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.Tensor;
import dev.netc.files.Readers;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataPath;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.Tables;
import dev.netc.runtime.data.Transform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the data sets that a program declares; each is read once. */
public final class DataSets {
  /** Rows that are generated at once. */
  private static final int CHUNK = 8192;

  private final DataPath path;
  private final Map<String, DataSet> read = new HashMap<>();

  public DataSets(DataPath path) {
    this.path = path;
  }

  /**
   * The data set of a declaration.
   *
   * @throws DataException if it cannot be read
   */
  public DataSet of(DataSpec spec) {
    return read.computeIfAbsent(spec.name(), name -> make(spec));
  }

  /**
   * New rows as the declaration would have made them: features are standardised and scaled by what
   * was measured on its training split.
   *
   * @param rows columns by the names of the declared ones
   */
  public Table prepared(DataSpec spec, Table rows) {
    DataSet data = raw(spec);
    Table result = rows;
    for (DataCall call : spec.transforms()) {
      Transform transform = Transforms.of(call);
      Optional<DataSet> alike = ColumnView.alike(data, result);
      if (alike.isPresent() && Transforms.concernsNewRows(transform, alike.get())) {
        result = transform.apply(alike.get()).split(DataSet.TEST);
      }
      data = transform.apply(data);
    }
    return result;
  }

  private DataSet raw(DataSpec spec) {
    return switch (spec.reader()) {
      case "table" -> table(spec);
      case "generate" -> generate(spec);
      default -> Readers.read(spec.reader(), spec.name(), spec.arguments(), path);
    };
  }

  private DataSet make(DataSpec spec) {
    DataSet data = raw(spec);
    for (DataCall transform : spec.transforms()) {
      data = Transforms.of(transform).apply(data);
    }
    return data;
  }

  private static DataSet table(DataSpec spec) {
    List<Column> columns = new ArrayList<>();
    List<float[]> arrays = new ArrayList<>();
    spec.columns()
        .forEach(
            (name, column) -> {
              int[] shape = column.shape().dims().stream().mapToInt(Integer::intValue).toArray();
              columns.add(Column.real(name, shape));
              float[] values = new float[column.values().length];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) column.values()[i];
              }
              arrays.add(values);
            });
    return DataSet.of(spec.name(), Tables.of(columns, arrays));
  }

  private static DataSet generate(DataSpec spec) {
    Network network = spec.generated().orElseThrow();
    int rows = ((Double) spec.arguments().get("rows")).intValue();
    long seed = ((Double) spec.arguments().get("seed")).longValue();
    Map<String, float[]> arrays = new LinkedHashMap<>();
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<String, Value> output : network.outputs().entrySet()) {
      int[] shape =
          output.getValue().type().shape().dims().stream().mapToInt(Integer::intValue).toArray();
      long size = output.getValue().type().shape().size() * rows;
      if (size > Integer.MAX_VALUE / 2) {
        throw new DataException(
            "the generated column %s has %d numbers".formatted(output.getKey(), size),
            "generate fewer rows");
      }
      columns.add(Column.real(output.getKey(), shape));
      arrays.put(output.getKey(), new float[(int) size]);
    }
    Graph graph = Lower.net(network).infer();
    for (int start = 0; start < rows; start += CHUNK) {
      fill(graph, arrays, start, Math.min(CHUNK, rows - start), seed);
    }
    return DataSet.of(spec.name(), Tables.of(columns, List.copyOf(arrays.values())));
  }

  private static void fill(
      Graph graph, Map<String, float[]> arrays, int start, int rows, long seed) {
    RuntimeRandom random = new RuntimeRandom(seed, start / CHUNK);
    Map<Node, Tensor> values =
        Interpreter.run(
            graph,
            leaf -> {
              throw new IllegalStateException("generated data has no inputs");
            },
            new Evaluation(rows, random));
    arrays.forEach(
        (name, array) -> {
          Node node = graph.outputs().get(name);
          double[] data = values.get(node).data();
          int size = (int) node.type().size();
          for (int i = 0; i < rows * size; i++) {
            array[start * size + i] = (float) data[node.type().batched() ? i : i % size];
          }
        });
  }
}
