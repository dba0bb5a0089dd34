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

/** What was measured, as people and programs read it. */
public final class BenchText {
  /** Operations that take less are shown as one row. */
  private static final double SMALL_SHARE = 0.005;

  private BenchText() {}

  /**
   * Prints the figures and the table of kernels.
   *
   * @param all whether the table has those too that take next to no time
   */
  public static void print(BenchResult r, boolean all, Channel out) {
    out.line(
        out.styled(Style.BOLD, r.kind() + " " + r.name())
            + ", batch %,d, %s kernels".formatted(r.batch(), r.kernels()));
    out.line("");
    figures(r).forEach(line -> out.line("  " + line));
    out.line("");
    table(r, all).lines().forEach(line -> out.line("  " + line));
  }

  private static List<String> figures(BenchResult r) {
    boolean trains = r.kind().equals("train");
    String step = trains ? "step" : "prediction";
    String resident =
        r.resident().isPresent()
            ? "; the whole process " + Amounts.bytes(r.resident().getAsLong()) + " at most"
            : "";
    return List.of(
        "speed   %s %ss/s, %s samples/s"
            .formatted(
                Amounts.digits(r.stepsPerSecond()),
                step,
                Amounts.digits(r.stepsPerSecond() * r.batch())),
        "time    %s for a %s at the median of %,d, %s at best"
            .formatted(time(r.seconds()), step, r.steps(), time(r.quickest())),
        "cores   %s of processor time for a %s, on %d cores"
            .formatted(time(r.processor()), step, Runtime.getRuntime().availableProcessors()),
        "work    %s flops a %s: %s GFLOP/s, %s of the peak"
            .formatted(
                Amounts.count(r.flops()),
                step,
                Amounts.digits(r.speed() / 1e9),
                percent(r.speed() / r.peak())),
        "peak    %s GFLOP/s: the quickest product of two %,d x %,d matrices in this run"
            .formatted(Amounts.digits(r.peak() / 1e9), ProductPeak.SIZE, ProductPeak.SIZE),
        "memory  %s planned, %s of it scratch of kernels; %s taken%s"
            .formatted(
                Amounts.bytes(r.planned()),
                Amounts.bytes(r.scratch()),
                Amounts.bytes(r.taken()),
                resident));
  }

  private static TextTable table(BenchResult r, boolean all) {
    TextTable table =
        new TextTable(
            ">share",
            ">time",
            ">calls",
            ">flops",
            ">bytes",
            ">GFLOP/s",
            ">GB/s",
            "kernel",
            "computes",
            "where");
    double step = r.rest();
    double small = 0;
    int smallOnes = 0;
    int smallCalls = 0;
    for (KernelRow row : r.rows()) {
      step += row.seconds();
      if (!all && row.share() < SMALL_SHARE) {
        small += row.seconds();
        smallCalls += row.calls();
        smallOnes++;
      } else {
        table.row(cells(row));
      }
    }
    if (smallOnes > 0) {
      String what = smallOnes == 1 ? "1 other" : smallOnes + " others";
      table.row(
          percent(small / step),
          time(small),
          String.valueOf(smallCalls),
          "",
          "",
          "",
          "",
          what + ", shown by --all");
    }
    String rest = r.kind().equals("train") ? "batch taken and copied in" : "copies in and out";
    table.row(
        percent(r.rest() / step), time(r.rest()), "", "", "", "", "", "outside of kernels", rest);
    table.rule();
    int calls = r.rows().stream().mapToInt(KernelRow::calls).sum();
    table.row(
        percent(1), time(step), String.valueOf(calls), Amounts.count(r.flops()), "", "", "", "all");
    return table;
  }

  private static List<String> cells(KernelRow row) {
    return List.of(
        percent(row.share()),
        time(row.seconds()),
        String.valueOf(row.calls()),
        row.flops() == 0 ? "" : Amounts.count(row.flops()),
        Amounts.bytes(row.bytes()),
        row.flops() == 0 ? "" : Amounts.digits(row.flops() / row.seconds() / 1e9),
        Amounts.digits(row.bytes() / row.seconds() / 1e9),
        row.operation(),
        row.value(),
        fileName(row.position()));
  }

  /** Without the folders: {@code digits.net:4:9}. */
  private static String fileName(String position) {
    return position.substring(position.lastIndexOf('/') + 1);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String time(double seconds) {
    double micros = seconds * 1e6;
    return micros < 9999.5 ? Amounts.digits(micros) + " µs" : Amounts.digits(micros / 1e3) + " ms";
  }

  /** Writes the result as an object. */
  public static void write(BenchResult r, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", r.name());
    json.writeStringField("kind", r.kind());
    json.writeNumberField("batch", r.batch());
    json.writeStringField("kernels", r.kernels());
    json.writeNumberField("parameters", r.parameters());
    json.writeNumberField("steps", r.steps());
    Json.number(json, "stepsPerSecond", r.stepsPerSecond());
    Json.number(json, "samplesPerSecond", r.stepsPerSecond() * r.batch());
    Json.number(json, "medianSeconds", r.seconds());
    Json.number(json, "quickestSeconds", r.quickest());
    Json.number(json, "processorSeconds", r.processor());
    json.writeNumberField("flopsPerStep", r.flops());
    Json.number(json, "flopsPerSecond", r.speed());
    Json.number(json, "peakFlopsPerSecond", r.peak());
    json.writeNumberField("plannedBytes", r.planned());
    json.writeNumberField("plannedScratchBytes", r.scratch());
    json.writeNumberField("takenBytes", r.taken());
    if (r.resident().isPresent()) {
      json.writeNumberField("peakResidentBytes", r.resident().getAsLong());
    }
    json.writeArrayFieldStart("operations");
    for (KernelRow row : r.rows()) {
      write(row, json);
    }
    json.writeEndArray();
    Json.number(json, "secondsOutsideOfKernels", r.rest());
    json.writeEndObject();
  }

  private static void write(KernelRow row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("operation", row.operation());
    json.writeStringField("computes", row.value());
    json.writeStringField("position", row.position());
    json.writeNumberField("calls", row.calls());
    Json.number(json, "seconds", row.seconds());
    Json.number(json, "share", row.share());
    json.writeNumberField("flops", row.flops());
    json.writeNumberField("bytes", row.bytes());
    json.writeEndObject();
  }
}
