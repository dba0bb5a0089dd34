package dev.netc.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Channel;
import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.Style;
import dev.netc.cli.progress.Amounts;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.runtime.train.Model;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.RunFolder;
import dev.netc.runtime.train.StopReason;
import dev.netc.runtime.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a training came to: on the console, and in the file {@code result.json} of its folder.
 *
 * @param seconds that it took, since its start or resumption
 */
public record TrainingReport(
    TrainSpec train, Model model, TrainingResult result, RunFolder folder, double seconds) {
  /** Parameters are shown where they are so few that a person may look at them. */
  private static final int FEW_NUMBERS = 20;

  /** Writes the file, unless the training did not come to its end. */
  public void save() {
    if (!isFinished()) {
      return;
    }
    Path file = file(folder);
    try {
      Files.writeString(file, Json.text(this::write) + "\n");
    } catch (IOException e) {
      throw CommandFailure.wrong("%s cannot be written: %s".formatted(file, e.getMessage()), "");
    }
  }

  /** The file of the final figures; it is there if the training came to its end. */
  public static Path file(RunFolder folder) {
    return folder.path().resolve("result.json");
  }

  private boolean isFinished() {
    return result.reason() instanceof StopReason.Completed
        || result.reason() instanceof StopReason.RuleMet;
  }

  /**
   * Prints how it ended, the final figures, and where the model is.
   *
   * @param resumption the command that goes on with it
   */
  public void print(Console console, boolean asJson, String resumption) {
    if (asJson) {
      Json.print(console.out(), this::write);
    }
    if (result.reason() instanceof StopReason.NotFinite) {
      console.err().line(console.err().styled(Style.RED, "error") + ": " + result.reason().text());
      console.err().line(" = " + console.err().styled(Style.CYAN, "help:") + " try a smaller lr");
    } else if (result.reason() instanceof StopReason.Interrupted) {
      console.err().line("interrupted after step %,d, and saved".formatted(result.steps()));
      console.err().line("  %s   goes on".formatted(resumption));
    } else if (!asJson) {
      printResult(console);
    }
  }

  private void printResult(Console console) {
    Channel out = console.out();
    if (result.reason() instanceof StopReason.RuleMet) {
      out.line(result.reason().text());
    }
    if (result.weightsOf() != result.steps()) {
      out.line("the weights are the best, those of step %,d".formatted(result.weightsOf()));
    }
    if (train.data().isPresent() && !result.evaluations().isEmpty()) {
      SplitTable.lines(result.evaluations().values()).forEach(out::line);
    } else {
      out.line("loss after %,d steps: %s".formatted(result.steps(), Amounts.figure(lastLoss())));
    }
    fewParameters().forEach(p -> out.line(p.name() + " = " + shown(p)));
    out.line(
        "%s steps in %s; the model is in %s"
            .formatted("%,d".formatted(result.steps()), Amounts.time(seconds), folder.model()));
  }

  private double lastLoss() {
    return result.evaluations().values().stream()
        .findFirst()
        .map(split -> split.loss())
        .orElse(result.loss());
  }

  private List<ParameterValue> fewParameters() {
    long numbers =
        model.parameters().stream()
            .mapToLong(p -> Arrays.stream(p.shape()).reduce(1, (a, b) -> a * b))
            .sum();
    return numbers <= FEW_NUMBERS ? model.parameters() : List.of();
  }

  private static String shown(ParameterValue parameter) {
    double[] values = parameter.get().doubles();
    if (parameter.shape().length == 0) {
      return Amounts.figure(values[0]);
    }
    return Arrays.stream(values)
        .mapToObj(Amounts::figure)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", train.name());
    json.writeStringField("ended", result.reason().text());
    json.writeNumberField("steps", result.steps());
    json.writeNumberField("weightsOf", result.weightsOf());
    Json.number(json, "loss", lastLoss());
    Json.number(json, "seconds", Math.round(seconds * 1000) / 1000.0);
    json.writeFieldName("evaluations");
    SplitTable.write(json, result.evaluations().values());
    json.writeObjectFieldStart("parameters");
    for (ParameterValue parameter : fewParameters()) {
      json.writeArrayFieldStart(parameter.name());
      for (double value : parameter.get().doubles()) {
        Json.number(json, value);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeStringField("model", isFinished() ? folder.model().toString() : null);
    json.writeEndObject();
  }
}
