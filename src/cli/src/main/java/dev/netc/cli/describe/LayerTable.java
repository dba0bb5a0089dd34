package dev.netc.cli.describe;

import dev.netc.cli.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The layers of a network as a table. It shows receptive fields where windows slide. */
final class LayerTable {
  private LayerTable() {}

  static TextTable of(NetDescription d) {
    boolean fields = d.layers().stream().anyMatch(LayerRow::seesAround);
    List<String> head = row("layer", "operation", "output", fields, ">receptive field");
    head.addAll(List.of(">parameters", ">flops/sample", ">bytes/sample"));
    TextTable table = new TextTable(head.toArray(String[]::new));
    for (LayerRow layer : d.layers()) {
      List<String> cells =
          row(layer.name(), layer.operation(), layer.shape(), fields, layer.sees());
      cells.addAll(numbers(layer.parameters(), layer.flops(), layer.bytes()));
      table.row(cells);
    }
    table.rule();
    List<String> total = row("total", "", "", fields, "");
    long bytes = d.layers().stream().mapToLong(LayerRow::bytes).sum();
    total.addAll(numbers(d.parameters(), d.flops(), bytes));
    return table.row(total);
  }

  private static List<String> row(
      String name, String operation, String output, boolean fields, String field) {
    List<String> cells = new ArrayList<>(List.of(name, operation, output));
    if (fields) {
      cells.add(field);
    }
    return cells;
  }

  private static List<String> numbers(long... numbers) {
    return LongStream.of(numbers).mapToObj("%,d"::formatted).toList();
  }
}
