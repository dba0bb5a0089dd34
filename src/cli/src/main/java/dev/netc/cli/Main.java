package dev.netc.cli;

/** Where the process begins and ends. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true"); // No picture needs a screen.
    int exitCode = Netc.run(Console.ofProcess(), arguments);
    // Threads of native libraries must not keep a finished command alive.
    System.exit(exitCode);
  }
}
