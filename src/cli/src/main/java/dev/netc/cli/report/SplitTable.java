package dev.netc.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.progress.Amounts;
import dev.netc.runtime.train.MetricValue;
import dev.netc.runtime.train.SplitResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Loss and metrics by split. */
public final class SplitTable {
  private static final int WIDEST_CONFUSION = 12;

  private SplitTable() {}

  /** The table, and below it the matrices of confusion. */
  public static List<String> lines(Collection<SplitResult> results) {
    List<String> head = new ArrayList<>(List.of("split", ">rows", ">loss"));
    SplitResult first = results.iterator().next();
    first.metrics().forEach(metric -> head.add(">" + metric.name()));
    TextTable table = new TextTable(head.toArray(String[]::new));
    for (SplitResult result : results) {
      List<String> row = new ArrayList<>();
      row.add(result.split());
      row.add("%,d".formatted(result.rows()));
      row.add(Amounts.figure(result.loss()));
      result.metrics().forEach(metric -> row.add(Amounts.figure(metric.value())));
      table.row(row);
    }
    List<String> lines = new ArrayList<>(table.lines());
    for (SplitResult result : results) {
      result.metrics().forEach(metric -> lines.addAll(confusion(result.split(), metric)));
    }
    return lines;
  }

  private static List<String> confusion(String split, MetricValue metric) {
    if (metric.confusion().isEmpty() || !metric.name().startsWith("confusion_matrix")) {
      return List.of();
    }
    double[] counts = metric.confusion().get();
    int classes = (int) Math.round(Math.sqrt(counts.length));
    if (classes > WIDEST_CONFUSION) {
      return List.of();
    }
    String[] head = new String[classes + 1];
    head[0] = "truth";
    for (int c = 0; c < classes; c++) {
      head[c + 1] = ">" + c;
    }
    TextTable table = new TextTable(head);
    for (int truth = 0; truth < classes; truth++) {
      List<String> row = new ArrayList<>(List.of(String.valueOf(truth)));
      for (int c = 0; c < classes; c++) {
        row.add("%,d".formatted(Math.round(counts[truth * classes + c])));
      }
      table.row(row);
    }
    List<String> lines = new ArrayList<>(List.of("", split + ": truth by row, answer by column"));
    lines.addAll(table.lines());
    return lines;
  }

  /** Writes an object with an entry for each split. */
  public static void write(JsonGenerator json, Collection<SplitResult> results) throws IOException {
    json.writeStartObject();
    writeEntries(json, results);
    json.writeEndObject();
  }

  /** Writes the entry of each split into an object. */
  public static void writeEntries(JsonGenerator json, Collection<SplitResult> results)
      throws IOException {
    for (SplitResult result : results) {
      json.writeObjectFieldStart(result.split());
      json.writeNumberField("rows", result.rows());
      Json.number(json, "loss", result.loss());
      for (MetricValue metric : result.metrics()) {
        Json.number(json, metric.name(), metric.value());
        if (metric.confusion().isPresent() && metric.name().startsWith("confusion_matrix")) {
          write(json, metric.name() + " counts", metric.confusion().get());
        }
      }
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, String name, double[] counts) throws IOException {
    int classes = (int) Math.round(Math.sqrt(counts.length));
    json.writeArrayFieldStart(name);
    for (int truth = 0; truth < classes; truth++) {
      json.writeStartArray();
      for (int c = 0; c < classes; c++) {
        Json.number(json, counts[truth * classes + c]);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
