package dev.netc.cli.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Channel;
import dev.netc.cli.Style;
import dev.netc.cli.progress.Amounts;
import dev.netc.cli.report.Json;
import dev.netc.cli.report.TextTable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** All measurements of a run beside each other, as people and programs read them. */
public final class Comparison {
  private Comparison() {}

  /** Prints a table, and how time grows with work. */
  public static void print(List<BenchResult> results, Channel out) {
    out.line(out.styled(Style.BOLD, "%d measurements".formatted(results.size())));
    out.line("");
    table(results).lines().forEach(line -> out.line("  " + line));
    List<Scaling> scalings = Scaling.of(results);
    if (!scalings.isEmpty()) {
      out.line("");
    }
    scalings.forEach(scaling -> out.line("  " + sentence(scaling)));
  }

  private static TextTable table(List<BenchResult> results) {
    double peak = peak(results);
    TextTable table =
        new TextTable(
            "name",
            ">batch",
            ">parameters",
            ">flops",
            ">time",
            ">GFLOP/s",
            ">of peak",
            ">planned",
            ">taken");
    for (BenchResult r : results) {
      table.row(
          r.name(),
          "%,d".formatted(r.batch()),
          "%,d".formatted(r.parameters()),
          Amounts.count(r.flops()),
          BenchText.time(r.seconds()),
          Amounts.digits(r.speed() / 1e9),
          BenchText.percent(r.speed() / peak),
          Amounts.bytes(r.planned()),
          Amounts.bytes(r.taken()));
    }
    return table;
  }

  /** The best that the machine has reached in this run, flops per second. */
  static double peak(List<BenchResult> results) {
    return results.stream().mapToDouble(BenchResult::peak).max().orElse(Double.NaN);
  }

  private static String sentence(Scaling scaling) {
    return String.format(
        Locale.ROOT,
        "scaling%s: time grows as work^%.2f, the least-squares slope of log time over log work"
            + " (%d measurements)",
        scaling.name().isEmpty() ? "" : " of " + scaling.name(),
        scaling.exponent(),
        scaling.points());
  }

  /** Writes all results and how time grows with work, as an object. */
  public static void write(List<BenchResult> results, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("measurements");
    for (BenchResult result : results) {
      BenchText.write(result, json);
    }
    json.writeEndArray();
    Json.number(json, "peakFlopsPerSecond", peak(results));
    json.writeArrayFieldStart("scaling");
    for (Scaling scaling : Scaling.of(results)) {
      json.writeStartObject();
      if (!scaling.name().isEmpty()) {
        json.writeStringField("name", scaling.name());
      }
      Json.number(json, "exponent", scaling.exponent());
      json.writeNumberField("points", scaling.points());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
