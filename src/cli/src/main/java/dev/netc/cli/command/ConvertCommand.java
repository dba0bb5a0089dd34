package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.progress.Amounts;
import dev.netc.runtime.checkpoint.Checkpoint;
import dev.netc.runtime.checkpoint.Safetensors;
import dev.netc.runtime.checkpoint.Storage;
import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.checkpoint.WeightImport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code netc convert}: a model's weights in another format. */
@Command(
    name = "convert",
    header = "Writes the weights of a model in another format.",
    description = {
      "",
      "Reads a safetensors, npz or checkpoint file and writes its weights as safetensors, each "
          + "number the nearest of the format: fp16 and bf16 take half the room of fp32. Loading "
          + "such a file gives exactly the numbers in it. A number that is too large for the "
          + "format is an error."
    },
    footer = {
      "",
      "Examples:",
      "  netc convert runs/Digits/model.safetensors --to fp16 -o small.safetensors",
      "  netc eval digits.net --model small.safetensors     how well it still does"
    })
public final class ConvertCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "MODEL", description = "The file of weights.")
  private Path model;

  @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "fp32, fp16, bf16.")
  private String format;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The file to write.")
  private Path out;

  public ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Storage storage =
        Storage.named(format)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "there is no format " + format,
                        "formats are " + String.join(", ", Storage.words())));
    List<StoredTensor> weights =
        WeightImport.read(model).stream().filter(t -> Checkpoint.isParameter(t.name())).toList();
    new Safetensors(Map.of(), weights).write(out, storage);
    report(weights, storage);
    return ExitCode.SUCCESS;
  }

  private void report(List<StoredTensor> weights, Storage storage) {
    long numbers = 0;
    double worst = 0;
    for (StoredTensor tensor : weights) {
      numbers += tensor.size();
      for (double value : tensor.doubles()) {
        worst = Math.max(worst, Math.abs(storage.nearest(value) - value));
      }
    }
    console
        .out()
        .line(
            "%s: %,d tensors, %,d numbers in %s, %s; the largest change of a number is %s"
                .formatted(
                    out,
                    weights.size(),
                    numbers,
                    storage.word(),
                    Amounts.bytes(numbers * storage.bytes()),
                    Amounts.figure(worst)));
  }
}
