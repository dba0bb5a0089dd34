package dev.netc.cli.describe;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Channel;
import dev.netc.cli.Style;
import dev.netc.cli.progress.Amounts;
import dev.netc.compiler.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A description as people and programs read it. */
public final class DescriptionText {
  private DescriptionText() {}

  /** Prints the table of layers and the totals. */
  public static void print(NetDescription d, Channel out) {
    String inputs = d.inputs().isEmpty() ? "" : "(" + String.join(", ", d.inputs()) + ")";
    out.line(out.styled(Style.BOLD, d.kind() + " " + d.name()) + inputs);
    out.line("");
    LayerTable.of(d).lines().forEach(line -> out.line("  " + line));
    out.line("");
    totals(d).forEach(line -> out.line("  " + line));
  }

  private static List<String> totals(NetDescription d) {
    List<String> lines = new ArrayList<>();
    long frozen = d.parameters() - d.trainable();
    lines.add(
        "parameters  %,d%s, %s"
            .formatted(
                d.parameters(),
                frozen > 0 ? " (%,d of them frozen)".formatted(frozen) : "",
                Amounts.bytes(d.parameters() * Float.BYTES)));
    if (d.statistics() > 0) {
      lines.add("            + %,d running statistics".formatted(d.statistics()));
    }
    lines.add(
        "inference   %s flops a sample; peak memory %s for a batch of %,d (%s)"
            .formatted(
                Amounts.count(d.flops()),
                Amounts.bytes(d.inferenceBytes()),
                d.batch(),
                arenas(d.inference(), d.batch())));
    d.training()
        .ifPresent(
            t ->
                lines.add(
                    "training    %s flops a step by %s; peak memory %s for a batch of %,d (%s)"
                        .formatted(
                            Amounts.count(t.flops()),
                            t.optimizer(),
                            Amounts.bytes(t.peakBytes(d.batch())),
                            d.batch(),
                            arenas(t.arenas(), d.batch()))));
    return lines;
  }

  private static String arenas(List<Plan.ArenaSize> arenas, int batch) {
    return String.join(
        ", ",
        arenas.stream()
            .filter(arena -> arena.bytes(batch) > 0)
            .map(arena -> arena.name() + " " + Amounts.bytes(arena.bytes(batch)))
            .toList());
  }

  /** Writes the description as an object. */
  public static void write(NetDescription d, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", d.name());
    json.writeStringField("kind", d.kind());
    json.writeNumberField("batch", d.batch());
    json.writeArrayFieldStart("layers");
    for (LayerRow row : d.layers()) {
      json.writeStartObject();
      json.writeStringField("layer", row.name());
      json.writeStringField("operation", row.operation());
      json.writeStringField("output", row.shape());
      if (!row.receptiveField().isEmpty()) {
        json.writeArrayFieldStart("receptiveField");
        for (long extent : row.receptiveField()) {
          json.writeNumber(extent);
        }
        json.writeEndArray();
      }
      json.writeNumberField("parameters", row.parameters());
      json.writeNumberField("flopsPerSample", row.flops());
      json.writeNumberField("bytesPerSample", row.bytes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("parameters", d.parameters());
    json.writeNumberField("trainableParameters", d.trainable());
    json.writeNumberField("runningStatistics", d.statistics());
    json.writeNumberField("flopsPerSample", d.flops());
    write(json, "inferenceMemory", d.inference(), d.batch());
    if (d.training().isPresent()) {
      json.writeNumberField("flopsPerTrainingStep", d.training().get().flops());
      write(json, "trainingMemory", d.training().get().arenas(), d.batch());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, List<Plan.ArenaSize> arenas, int batch)
      throws IOException {
    json.writeObjectFieldStart(name);
    long peak = 0;
    for (Plan.ArenaSize arena : arenas) {
      json.writeNumberField(arena.name(), arena.bytes(batch));
      peak += arena.bytes(batch);
    }
    json.writeNumberField("peak", peak);
    json.writeEndObject();
  }
}
