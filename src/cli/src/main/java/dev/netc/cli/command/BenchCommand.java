package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.bench.Bench;
import dev.netc.cli.bench.BenchResult;
import dev.netc.cli.bench.BenchText;
import dev.netc.cli.bench.Comparison;
import dev.netc.cli.bench.ProductPeak;
import dev.netc.cli.bench.ScalingPlot;
import dev.netc.cli.bench.Subject;
import dev.netc.cli.bench.Task;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.engine.NativeStart;
import dev.netc.cli.picture.PictureFile;
import dev.netc.cli.report.Json;
import dev.netc.runtime.kernel.Team;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netc bench}: how fast trainings and nets are, and where their time goes. */
@Command(
    name = "bench",
    header = "Measures the speed of trainings and nets, kernel by kernel.",
    description = {
      "",
      "A train is measured on the batches of its data, a net on inputs of zeros and ones. Shows the "
          + "speed, how much of the machine's peak that is, the memory, and which operation takes "
          + "how long; of several names or batches also a table, and how time grows with work. "
          + "All figures are medians of one run. Nothing is saved but the plot."
    },
    footer = {
      "",
      "Examples:",
      "  netc bench digits.net                          the only train of the file",
      "  netc bench digits.net Digits --batch 256",
      "  netc bench digits.net Reader --batch 1,256     predictions, for two batches",
      "  netc bench digits.net Digits --batch 1,16,256 --plot digits.svg",
      "  netc bench widths.net --all-trains --plot widths.png",
      "  netc bench digits.net --threads 1 --kernels portable"
    })
public final class BenchCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private MeasuredOptions measured;
  @Mixin private RuntimeOptions runtime;
  @Mixin private FormatOption format;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "Time to measure for, each.")
  private double seconds = 5;

  @Option(names = "--steps", paramLabel = "N", description = "Steps to measure, instead of a time.")
  private Integer steps;

  @Option(names = "--all", description = "Shows operations that take next to no time as well.")
  private boolean all;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description =
          "Draws time against work, and memory taken against memory planned, on logarithmic axes: a "
              + "name ending in .svg or .png.")
  private Path plot;

  public BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    NativeStart.begin();
    requirePositive("--seconds", seconds > 0 && seconds < 1e6, String.valueOf(seconds));
    requirePositive("--steps", steps == null || steps > 0, String.valueOf(steps));
    measured.requireMeaning();
    Optional<PictureFile> picture = Optional.ofNullable(plot).map(PictureFile::named);
    picture.ifPresent(PictureFile::requireWritable);
    LoadedProgram loaded = measured.load(console);
    List<BenchResult> results = new ArrayList<>();
    try (CompiledNets nets = runtime.nets()) {
      List<Task> tasks = measured.tasks(loaded);
      tasks.forEach(Task::requireMemory);
      picture.ifPresent(file -> tasks.forEach(BenchCommand::requireWork));
      try (ProductPeak peak = new ProductPeak(nets.kernels())) {
        for (Task task : tasks) {
          results.add(measure(task, nets, peak));
          print(results);
        }
      }
    }
    printAll(results);
    picture.ifPresent(file -> draw(results, file));
    return ExitCode.SUCCESS;
  }

  private static void requirePositive(String option, boolean isPositive, String value) {
    if (!isPositive) {
      throw CommandFailure.usage("%s is above 0, not %s".formatted(option, value), "");
    }
  }

  /** On a logarithmic axis there is no place for 0. */
  private static void requireWork(Task task) {
    if (task.flops() == 0) {
      throw CommandFailure.wrong(
          "%s does no arithmetic, so that its time cannot be drawn against its work"
              .formatted(task.name()),
          "leave --plot out, or do not name it");
    }
  }

  private BenchResult measure(Task task, CompiledNets nets, ProductPeak peak) {
    OptionalInt number = steps == null ? OptionalInt.empty() : OptionalInt.of(steps);
    try (Subject subject = task.start(nets)) {
      return Bench.measure(subject, nets.kernels().name(), peak, seconds, number);
    }
  }

  /** Shows the last result, while the others are still to come. */
  private void print(List<BenchResult> results) {
    if (!format.isJson()) {
      console.out().print(results.size() == 1 ? "" : "\n");
      BenchText.print(results.get(results.size() - 1), all, console.out());
    }
  }

  private void printAll(List<BenchResult> results) {
    if (format.isJson()) {
      Json.print(console.out(), json -> Comparison.write(results, json));
    } else if (results.size() > 1) {
      console.out().line("");
      Comparison.print(results, console.out());
    }
  }

  private void draw(List<BenchResult> results, PictureFile file) {
    ScalingPlot.of(results, measured.fileName(), Team.ofProcess().size()).write(file);
    if (!format.isJson()) {
      console.out().line("");
      console.out().line("wrote " + file.path());
    }
  }
}
