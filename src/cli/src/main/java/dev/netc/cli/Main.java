package dev.netc.cli;

import dev.netc.cli.engine.FrontEndStart;

/** Where the process begins and ends. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true"); // No picture needs a screen.
    if (arguments.length > 1 && Netc.readsProgram(arguments[0])) {
      FrontEndStart.begin();
    }
    int exitCode = Netc.run(Console.ofProcess(), arguments);
    // Threads of native libraries must not keep a finished command alive.
    System.exit(exitCode);
  }
}
