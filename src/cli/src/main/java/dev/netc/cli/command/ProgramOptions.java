package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.input.Overrides;
import dev.netc.cli.report.DiagnosticReport;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program that a command works on, and which of its declarations. */
final class ProgramOptions {
  @Parameters(index = "0", paramLabel = "FILE", description = "The program.")
  private Path file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "A net or train of it; not needed where there is only one.")
  private String name;

  @Option(
      names = "--set",
      paramLabel = "PARAMETER=VALUE",
      description = "Another value for a parameter of the net or train; may be repeated.")
  private Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads and checks the program, and shows what is wrong with it.
   *
   * @throws CommandFailure if it cannot run
   */
  LoadedProgram load(Console console, Map<Keyword, String> settings) {
    Overrides overrides = new Overrides(values, settings);
    return load(console, file, name == null ? List.of() : List.of(name), overrides);
  }

  /** As the other one, with values for several nets and trains. */
  static LoadedProgram load(Console console, Path file, List<String> names, Overrides overrides) {
    LoadedProgram program = LoadedProgram.load(file, console.environment(), names, overrides);
    DiagnosticReport.print(console, program.checked().diagnostics());
    if (program.checked().hasErrors()) {
      throw CommandFailure.shown(ExitCode.WRONG);
    }
    return program;
  }

  /** The name that was given. */
  Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** The values that were given for parameters. */
  Map<String, String> values() {
    return values;
  }

  /** The train that is meant. */
  TrainSpec train(LoadedProgram program) {
    return one("train", program.program().trains(), program);
  }

  /** The net that is meant. */
  Network net(LoadedProgram program) {
    return one("net", program.program().networks(), program);
  }

  /** The net that is meant, or the one that the named train trains. */
  Network network(LoadedProgram program) {
    TrainSpec train = name == null ? null : program.program().trains().get(name);
    return train == null ? net(program) : train.network();
  }

  private <T> T one(String kind, Map<String, T> declared, LoadedProgram program) {
    if (name != null && declared.containsKey(name)) {
      return declared.get(name);
    }
    if (name != null) {
      throw unknown(kind, declared.keySet(), program);
    }
    return only(kind, declared, program);
  }

  /** The declaration that is meant where none is named: there has to be just one. */
  static <T> T only(String kind, Map<String, T> declared, LoadedProgram program) {
    if (program.source().text().isBlank()) {
      throw CommandFailure.wrong(
          "%s is empty".formatted(program.file()), "`netc new NAME` makes a first program");
    }
    if (declared.isEmpty()) {
      throw CommandFailure.wrong(
          "%s declares no %s that can stand alone".formatted(program.file(), kind),
          "a %s can if all its parameters have default values%s"
              .formatted(kind, kind.equals("net") ? " and its inputs shapes" : ""));
    }
    if (declared.size() > 1) {
      throw CommandFailure.usage(
          "%s has several: %s".formatted(program.file(), String.join(", ", declared.keySet())),
          "say which one: %s %s".formatted(program.file(), declared.keySet().iterator().next()));
    }
    return declared.values().iterator().next();
  }

  /** That the name is none of these declarations: of this kind, or at all. */
  CommandFailure unknown(String kind, Collection<String> declared, LoadedProgram program) {
    return unknown(kind, name, declared, program);
  }

  /** That there is no such declaration: of this kind, or at all. */
  static CommandFailure unknown(
      String kind, String name, Collection<String> declared, LoadedProgram program) {
    List<String> all = new ArrayList<>(program.program().networks().keySet());
    all.addAll(program.program().trains().keySet());
    boolean otherKind = all.contains(name);
    String message =
        otherKind
            ? "%s is no %s".formatted(name, kind)
            : "%s declares no %s %s that can stand alone".formatted(program.file(), kind, name);
    return CommandFailure.usage(
        message,
        Suggestion.nearest(name, declared)
            .map("did you mean %s?"::formatted)
            .orElse(declared.isEmpty() ? "" : "there are " + String.join(", ", declared)));
  }
}
