package dev.netc.cli;

import java.util.Optional;

/** Ends a command with a message to the user and an exit code: nothing is wrong with netc. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String help;

  private CommandFailure(int exitCode, String message, String help) {
    super(message);
    this.exitCode = exitCode;
    this.help = help;
  }

  /**
   * The program or its data is wrong.
   *
   * @param help a way out, empty if none is known
   */
  public static CommandFailure wrong(String message, String help) {
    return new CommandFailure(ExitCode.WRONG, message, help);
  }

  /** The command line asks for something that is not there. */
  public static CommandFailure usage(String message, String help) {
    return new CommandFailure(ExitCode.USAGE, message, help);
  }

  /** The message was shown already; only the exit code is left to say. */
  public static CommandFailure shown(int exitCode) {
    return new CommandFailure(exitCode, "", "");
  }

  public int exitCode() {
    return exitCode;
  }

  /** What to do about it. */
  public Optional<String> help() {
    return help.isEmpty() ? Optional.empty() : Optional.of(help);
  }
}
