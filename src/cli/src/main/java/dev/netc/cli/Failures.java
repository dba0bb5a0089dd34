package dev.netc.cli;

import dev.netc.cli.report.InternalErrorReport;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.files.UnreadableFile;
import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.kernel.IndexOutOfRange;
import dev.netc.runtime.kernel.NoSuchFactors;
import dev.netc.runtime.memory.OutOfArenaMemory;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Turns what ended a command early into a message and an exit code. */
final class Failures {
  private Failures() {}

  /** Shows why a command failed; the code says whose fault it was. */
  static int show(Console console, List<String> arguments, Throwable failure) {
    if (failure instanceof CommandFailure e) {
      if (!e.getMessage().isEmpty()) {
        show(console, e.getMessage(), e.help());
      }
      return e.exitCode();
    }
    if (failure instanceof UnreadableFile e) {
      show(console, e.getMessage(), e.help());
      return ExitCode.USAGE;
    }
    if (failure instanceof DataException e) {
      show(console, e.report());
      return ExitCode.WRONG;
    }
    if (failure instanceof CheckpointException e) {
      show(console, e.getMessage(), e.hint());
      return ExitCode.WRONG;
    }
    if (failure instanceof OutOfArenaMemory) {
      show(console, failure.getMessage(), Optional.of("a smaller batch or net needs less"));
      return ExitCode.WRONG;
    }
    if (failure instanceof IndexOutOfRange) {
      show(console, failure.getMessage(), Optional.empty());
      return ExitCode.WRONG;
    }
    if (failure instanceof NoSuchFactors) {
      String help = "leave `precision` out, or run it where the processor has them";
      show(console, failure.getMessage(), Optional.of(help));
      return ExitCode.WRONG;
    }
    if (failure instanceof OutOfMemoryError) {
      String help = "NETC_JAVA_OPTS=-Xmx8g gives it 8 GiB; a smaller batch needs less";
      show(console, "there is not enough memory", Optional.of(help));
      return ExitCode.WRONG;
    }
    InternalErrorReport.show(console, arguments, failure);
    return ExitCode.INTERNAL;
  }

  private static void show(Console console, String report) {
    Channel err = console.err();
    err.line(err.styled(Style.RED, "error") + ": " + report);
  }

  private static void show(Console console, String message, Optional<String> help) {
    Channel err = console.err();
    err.line(err.styled(Style.RED, "error") + ": " + message);
    help.ifPresent(h -> err.line(" = " + err.styled(Style.CYAN, "help:") + " " + h));
  }

  /** Shows what is wrong with the command line. */
  static int showUsage(Console console, CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    show(console, message(e), suggestion(e));
    String name = command.getCommandSpec().qualifiedName();
    console.err().line("`%s --help` shows how it is used.".formatted(name));
    return ExitCode.USAGE;
  }

  private static String message(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      boolean top = e.getCommandLine().getParent() == null;
      String name = e.getCommandLine().getCommandSpec().qualifiedName();
      return word.startsWith("-")
          ? "%s has no option %s".formatted(name, word)
          : top
              ? "there is no command %s".formatted(word)
              : "%s does not know what to do with %s".formatted(name, word);
    }
    String message = e.getMessage();
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static Optional<String> suggestion(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    CommandLine command = e.getCommandLine();
    String word = unmatched.getUnmatched().get(0);
    List<String> known =
        word.startsWith("-")
            ? List.copyOf(command.getCommandSpec().optionsMap().keySet())
            : List.copyOf(command.getSubcommands().keySet());
    return Suggestion.nearest(word, known).map("did you mean %s?"::formatted);
  }
}
