package dev.netc.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Channel;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Style;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.engine.NativeStart;
import dev.netc.cli.engine.OutsideValues;
import dev.netc.cli.engine.TestOutcome;
import dev.netc.cli.engine.TestRunner;
import dev.netc.cli.engine.Trainings;
import dev.netc.cli.input.ProgramFiles;
import dev.netc.cli.progress.Amounts;
import dev.netc.cli.report.DiagnosticReport;
import dev.netc.cli.report.Json;
import dev.netc.compiler.check.TestSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code netc test}: runs the tests that programs declare. */
@Command(
    name = "test",
    header = "Runs the tests of programs.",
    description = {
      "",
      "Expectations are computed in float64; the compiled network must agree in float32. A test "
          + "whose data is missing is skipped, visibly."
    },
    footer = {
      "",
      "Examples:",
      "  netc test digits.net                 all tests of a file",
      "  netc test examples/chapter5          all files of a folder",
      "  netc test examples --filter apples   the tests with this word in their title"
    })
public final class TestCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Programs, or folders of them.")
  private List<Path> files;

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only tests whose title contains this, in upper or lower case.")
  private String filter = "";

  @Mixin private RuntimeOptions runtime;
  @Mixin private FormatOption format;

  private record Finished(Path file, TestOutcome outcome, double seconds) {}

  private final List<Finished> finished = new ArrayList<>();
  private int unreadable;

  public TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    NativeStart.begin();
    List<Path> programs = ProgramFiles.of(files);
    try (CompiledNets nets = runtime.nets()) {
      for (Path program : programs) {
        test(program, nets, programs.size() > 1);
      }
    }
    if (format.isJson()) {
      Json.print(console.out(), this::write);
    } else {
      summarize();
    }
    boolean allGood = unreadable == 0 && count(State.FAILED) == 0;
    return allGood ? ExitCode.SUCCESS : ExitCode.WRONG;
  }

  private void test(Path file, CompiledNets nets, boolean isOneOfMany) {
    LoadedProgram program = LoadedProgram.load(file, console.environment());
    List<TestSpec> tests = program.program().tests().stream().filter(this::isWanted).toList();
    if (program.checked().hasErrors()) {
      unreadable++;
      DiagnosticReport.print(console, program.checked().diagnostics());
      return;
    }
    if (isOneOfMany && !tests.isEmpty() && !format.isJson()) {
      console.out().line(console.out().styled(Style.BOLD, file.toString()));
    }
    DataSets data = new DataSets(program.dataPath());
    Trainings trainings = new Trainings(nets, data, program.dataPath());
    TestRunner runner =
        new TestRunner(nets, new OutsideValues(trainings, data, program.dataPath()));
    for (TestSpec test : tests) {
      long start = System.nanoTime();
      TestOutcome outcome = runner.run(test);
      Finished done = new Finished(file, outcome, (System.nanoTime() - start) / 1e9);
      finished.add(done);
      if (!format.isJson()) {
        print(done);
      }
    }
  }

  private boolean isWanted(TestSpec test) {
    return test.title().toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
  }

  /** What can become of a test. */
  private enum State {
    PASSED("ok     ", Style.GREEN),
    FAILED("FAILED ", Style.RED),
    SKIPPED("skipped", Style.YELLOW);

    private final String word;
    private final Style style;

    State(String word, Style style) {
      this.word = word;
      this.style = style;
    }

    static State of(TestOutcome outcome) {
      return outcome.passed() ? PASSED : outcome.skipped() ? SKIPPED : FAILED;
    }
  }

  private void print(Finished done) {
    Channel out = console.out();
    State state = State.of(done.outcome());
    String time = done.seconds() < 1 ? "" : " (%s)".formatted(Amounts.time(done.seconds()));
    out.line(
        "  %s %s%s"
            .formatted(out.styled(state.style, state.word), done.outcome().test().title(), time));
    for (TestOutcome.Failure failure : done.outcome().failures()) {
      out.line("          " + failure.text());
      out.line("          " + out.styled(Style.BLUE, "--> ") + failure.position());
      failure.detail().forEach(line -> out.line("            " + line));
    }
    done.outcome().problem().lines().forEach(line -> out.line("          " + line));
  }

  private long count(State state) {
    return finished.stream().filter(done -> State.of(done.outcome()) == state).count();
  }

  private void summarize() {
    if (finished.isEmpty() && unreadable == 0) {
      console.out().line("no tests");
      return;
    }
    List<String> parts = new ArrayList<>();
    parts.add(count(State.PASSED) + " passed");
    if (count(State.FAILED) > 0) {
      parts.add(count(State.FAILED) + " failed");
    }
    if (count(State.SKIPPED) > 0) {
      parts.add(count(State.SKIPPED) + " skipped");
    }
    if (unreadable > 0) {
      parts.add(unreadable + (unreadable == 1 ? " file" : " files") + " with errors");
    }
    Style style = unreadable + count(State.FAILED) == 0 ? Style.GREEN : Style.RED;
    console.out().line(console.out().styled(style, String.join(", ", parts)));
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Finished done : finished) {
      TestOutcome outcome = done.outcome();
      json.writeStartObject();
      json.writeStringField("file", done.file().toString());
      json.writeStringField("title", outcome.test().title());
      json.writeNumberField("line", outcome.test().span().line());
      json.writeStringField("state", State.of(outcome).name().toLowerCase(Locale.ROOT));
      Json.number(json, "seconds", Math.round(done.seconds() * 1000) / 1000.0);
      json.writeStringField("problem", outcome.problem().isEmpty() ? null : outcome.problem());
      json.writeArrayFieldStart("failures");
      for (TestOutcome.Failure failure : outcome.failures()) {
        json.writeStartObject();
        json.writeStringField("expect", failure.text());
        json.writeStringField("position", failure.position());
        json.writeArrayFieldStart("detail");
        for (String line : failure.detail()) {
          json.writeString(line);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
