package dev.netc.cli.command;

import dev.netc.cli.Channel;
import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.engine.CompiledUnit;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.engine.NetJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netc compile}: a program as Java. */
@Command(
    name = "compile",
    header = "Compiles networks to Java sources or a jar.",
    description = {
      "",
      "Every net that can stand alone, and every train, becomes a class that runs with the "
          + "runtime of netc alone. With NAME, only that one is compiled."
    },
    footer = {
      "",
      "Examples:",
      "  netc compile digits.net -d out --package com.example   sources, in out/com/example",
      "  netc compile digits.net --jar digits.jar               a jar of classes",
      "  netc compile digits.net Digits --show graph            what the compiler makes of it"
    })
public final class CompileCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ProgramOptions program;

  @Option(names = "-d", paramLabel = "FOLDER", description = "Writes sources to this folder.")
  private Path folder;

  @Option(names = "--jar", paramLabel = "FILE", description = "Writes classes to this jar.")
  private Path jar;

  @Option(
      names = "--package",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The Java package of the classes; none if left out.")
  private String packageName = "";

  @Option(
      names = "--show",
      paramLabel = "STAGE",
      description = {
        "Prints a stage of the compilation: graph (as the program says), fused (after all "
            + "rewrites), plan (memory) or java."
      })
  private Stage stage;

  /** A stage of the compilation that can be looked at. */
  public enum Stage {
    GRAPH(CompiledUnit::printGraphs),
    FUSED(CompiledUnit::printFused),
    PLAN(unit -> unit.compiled().plan().print()),
    JAVA(unit -> unit.compiled().source());

    private final Function<CompiledUnit, String> printed;

    Stage(Function<CompiledUnit, String> printed) {
      this.printed = printed;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public CompileCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (folder == null && jar == null && stage == null) {
      throw CommandFailure.usage(
          "nothing says what to make", "take -d FOLDER for sources, --jar FILE or --show STAGE");
    }
    if (!packageName.matches("([\\p{L}_][\\p{L}\\p{Nd}_]*(\\.[\\p{L}_][\\p{L}\\p{Nd}_]*)*)?")) {
      throw CommandFailure.usage("'%s' is no Java package".formatted(packageName), "");
    }
    LoadedProgram loaded = program.load(console, Map.of());
    List<CompiledUnit> units = CompiledUnit.of(loaded.program(), program.name(), packageName);
    if (units.isEmpty()) {
      throw program
          .name()
          .map(name -> program.unknown("net or train", List.of(), loaded))
          .orElse(CommandFailure.wrong("%s declares no net".formatted(loaded.file()), ""));
    }
    try {
      write(units);
    } catch (IOException e) {
      throw CommandFailure.wrong(
          "the files cannot be written: " + e.getMessage(), "name another place: -d FOLDER");
    }
    return ExitCode.SUCCESS;
  }

  private void write(List<CompiledUnit> units) throws IOException {
    Channel out = console.out();
    if (stage != null) {
      List<String> shown = new ArrayList<>();
      units.forEach(unit -> shown.add(stage.printed.apply(unit)));
      out.print(String.join("\n", shown));
    }
    if (folder != null) {
      for (CompiledUnit unit : units) {
        Path file = folder.resolve(unit.sourcePath());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, unit.compiled().source());
        console.err().line("wrote " + file);
      }
    }
    if (jar != null) {
      NetJar.write(jar, units);
      console.err().line("wrote " + jar);
    }
  }
}
