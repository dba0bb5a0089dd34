package dev.netc.cli.engine;

import dev.netc.cli.input.RowsFile;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.Value;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.net.CompiledNet;
import dev.netc.runtime.net.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs compiled nets over the rows of a table, batch by batch; their mean is the answer. */
public final class Predictor {
  private final List<CompiledNet> nets;
  private final CompiledNet net;
  private final Table table;
  private final List<Fed> fed = new ArrayList<>();

  /** An input, where its values come from, and the values of a batch. */
  private record Fed(String input, int size, Table.RowReader rows, float[] values) {}

  /** What is done with the results of one row: values by output. */
  @FunctionalInterface
  public interface RowConsumer {
    void accept(int row, Map<String, float[]> outputs);
  }

  /** The inputs that the outputs depend on, with their sizes: a label is none of them. */
  public static Map<String, Integer> inputs(Network network) {
    Set<Value> used = Network.reaching(network.values(), network.outputs().values());
    Map<String, Integer> inputs = new LinkedHashMap<>();
    for (NetworkInput in : network.inputs()) {
      boolean isUsed =
          used.stream()
              .anyMatch(
                  value ->
                      value.definition() instanceof Value.Definition.Input i
                          && i.name().equals(in.name()));
      if (isUsed) {
        inputs.put(in.name(), Math.toIntExact(in.type().size()));
      }
    }
    return inputs;
  }

  /**
   * @param inputs by name those that the results depend on, with their numbers for each sample
   * @throws dev.netc.runtime.data.DataException if the table does not fit them
   */
  public Predictor(AnsweringNets answering, Map<String, Integer> inputs, Table table) {
    this.nets = answering.nets();
    this.net = answering.first();
    this.table = table;
    inputs.forEach(
        (input, size) -> {
          String column = RowsFile.column(table, input, size, inputs.size() == 1);
          fed.add(new Fed(input, size, table.reader(column), new float[size * net.batch()]));
        });
  }

  /**
   * Predicts the first rows of the table, in order.
   *
   * @param most how many at most
   */
  public void run(int most, RowConsumer consumer) {
    int rows = Math.min(most, table.rows());
    Map<String, float[]> results = new LinkedHashMap<>();
    Map<String, float[]> row = new LinkedHashMap<>();
    for (TensorSpec output : net.spec().outputs()) {
      results.put(output.name(), new float[Math.toIntExact(output.size(net.batch()))]);
      row.put(output.name(), new float[output.size()]);
    }
    for (int start = 0; start < rows; start += net.batch()) {
      int n = Math.min(net.batch(), rows - start);
      feed(start, n);
      answer(results);
      for (int i = 0; i < n; i++) {
        for (TensorSpec output : net.spec().outputs()) {
          int from = output.batched() ? i * output.size() : 0;
          System.arraycopy(
              results.get(output.name()), from, row.get(output.name()), 0, output.size());
        }
        consumer.accept(start + i, row);
      }
    }
  }

  private void answer(Map<String, float[]> results) {
    nets.forEach(CompiledNet::run);
    results.forEach(net::get);
    for (Map.Entry<String, float[]> result : results.entrySet()) {
      float[] mean = result.getValue();
      for (CompiledNet other : nets.subList(1, nets.size())) {
        float[] more = other.get(result.getKey());
        for (int i = 0; i < mean.length; i++) {
          mean[i] += more[i];
        }
      }
      for (int i = 0; nets.size() > 1 && i < mean.length; i++) {
        mean[i] /= nets.size();
      }
    }
  }

  /** A batch that is not full keeps old rows at its end; samples do not depend on each other. */
  private void feed(int start, int n) {
    for (Fed input : fed) {
      for (int i = 0; i < n; i++) {
        input.rows().read(start + i, input.values(), i * input.size());
      }
      nets.forEach(each -> each.set(input.input(), input.values()));
    }
  }
}
