package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.ExitCode;
import dev.netc.compiler.diagnostic.Suggestion;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netc help}: how a command is used; the same as {@code netc COMMAND --help}. */
@Command(name = "help", header = "Shows what a command does, and its options.")
public final class HelpCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "A command of netc.")
  private String name;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine netc = spec.parent().commandLine();
    CommandLine command = name == null ? netc : netc.getSubcommands().get(name);
    if (command == null) {
      throw CommandFailure.usage(
          "there is no command " + name,
          Suggestion.nearest(name, netc.getSubcommands().keySet())
              .map("did you mean %s?"::formatted)
              .orElse("`netc help` lists all commands"));
    }
    command.usage(netc.getOut());
    return ExitCode.SUCCESS;
  }
}
