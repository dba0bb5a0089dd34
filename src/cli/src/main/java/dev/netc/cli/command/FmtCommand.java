package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.input.ProgramFiles;
import dev.netc.cli.report.DiagnosticReport;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.format.Formatted;
import dev.netc.compiler.format.Formatter;
import dev.netc.files.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code netc fmt}: writes programs in the one style. */
@Command(
    name = "fmt",
    header = "Writes programs in the one style.",
    description = {
      "",
      "Changes spaces and line ends only. A file with a syntax error is left as it is, and the "
          + "error is shown. Each file is replaced as a whole or not at all."
    },
    footer = {
      "",
      "Examples:",
      "  netc fmt digits.net           one file, in place",
      "  netc fmt --check examples     names the files of a folder that are not",
      "                                in the style; exit code 1 if there are any",
      "  netc fmt - < a.net > b.net    from the input to the output"
    })
public final class FmtCommand implements Callable<Integer> {
  private static final Path INPUT = Path.of("-");

  private final Console console;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Path> others = new ArrayList<>();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Programs, or folders of them; - is the input.")
  private List<Path> files;

  @Option(names = "--check", description = "Changes no file, names those that would change.")
  private boolean check;

  public FmtCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (files.contains(INPUT)) {
      if (files.size() > 1) {
        throw CommandFailure.usage("the input and files cannot be formatted at once", "");
      }
      input();
    } else {
      List<Path> programs = ProgramFiles.of(files);
      programs.forEach(this::file);
      report(programs.size());
    }
    DiagnosticReport.print(console, diagnostics);
    boolean success = diagnostics.isEmpty() && !(check && !others.isEmpty());
    return success ? ExitCode.SUCCESS : ExitCode.WRONG;
  }

  private void input() {
    SourceFile read;
    try {
      read = SourceFile.of("input", console.in().readNBytes(SourceFile.MAX_BYTES + 1));
    } catch (IOException e) {
      throw CommandFailure.usage("the input cannot be read: " + e.getMessage(), "");
    }
    String text = formatted(read);
    if (check && !text.equals(read.source().text())) {
      others.add(INPUT);
      console.out().line("input");
    } else if (!check) {
      console.out().print(text);
    }
  }

  private void file(Path file) {
    SourceFile read = SourceFile.read(file, file.toString());
    String text = formatted(read);
    if (text.equals(read.source().text())) {
      return;
    }
    others.add(file);
    if (!check) {
      SourceFile.replace(file, text);
    }
  }

  /** The text in the style, or as it is if something is wrong with it. */
  private String formatted(SourceFile file) {
    if (file.problem().isPresent()) {
      diagnostics.add(file.problem().get());
      return file.source().text();
    }
    Formatted formatted = Formatter.format(file.source());
    diagnostics.addAll(formatted.diagnostics());
    return formatted.text().orElse(file.source().text());
  }

  private void report(int programs) {
    others.forEach(file -> console.out().line(file.toString()));
    if (others.isEmpty() && diagnostics.isEmpty()) {
      String all = programs == 1 ? "the file is" : "all %d files are".formatted(programs);
      console.out().line(all + " in the style");
    }
  }
}
