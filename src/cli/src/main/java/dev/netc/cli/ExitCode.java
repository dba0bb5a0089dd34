package dev.netc.cli;

/** What a finished command tells the one who started it. */
public final class ExitCode {
  /** It did what it was asked for. */
  public static final int SUCCESS = 0;

  /** The program or its data is wrong, or a test failed. */
  public static final int WRONG = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** netc itself is wrong. */
  public static final int INTERNAL = 3;

  /** Ended by Ctrl-C: 128 and the number of the signal, as shells have it. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
