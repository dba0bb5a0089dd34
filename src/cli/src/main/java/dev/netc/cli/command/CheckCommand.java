package dev.netc.cli.command;

import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.input.ProgramFiles;
import dev.netc.cli.report.DiagnosticReport;
import dev.netc.cli.report.Json;
import dev.netc.compiler.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code netc check}: says what is wrong with programs, without running anything. */
@Command(
    name = "check",
    header = "Says what is wrong with programs, without running them.",
    description = {
      "",
      "Checks names, arguments, types, shapes and ranges, and shows every error of every file."
    },
    footer = {
      "",
      "Examples:",
      "  netc check digits.net                 one file",
      "  netc check examples                   all files of a folder",
      "  netc check --format json digits.net   for an editor or a script",
      "",
      "`netc explain CODE` tells more about a message."
    })
public final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Programs, or folders of them.")
  private List<Path> files;

  @Mixin private FormatOption format;

  public CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Path> programs = ProgramFiles.of(files);
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Path program : programs) {
      diagnostics.addAll(
          LoadedProgram.load(program, console.environment()).checked().diagnostics());
    }
    if (format.isJson()) {
      Json.print(console.out(), json -> DiagnosticReport.write(json, diagnostics));
    } else if (diagnostics.isEmpty()) {
      console
          .out()
          .line(programs.size() == 1 ? "no errors" : programs.size() + " files, no errors");
    } else {
      DiagnosticReport.print(console, diagnostics);
    }
    return DiagnosticReport.hasErrors(diagnostics) ? ExitCode.WRONG : ExitCode.SUCCESS;
  }
}
