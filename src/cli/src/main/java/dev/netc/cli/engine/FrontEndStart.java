package dev.netc.cli.engine;

import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.source.Source;

/**
 * Starts the front end on a thread of its own, while the command line is still being read: a first
 * program takes long to parse and check, since classes and the grammar's tables are loaded for it.
 */
public final class FrontEndStart {
  private static final Source PROGRAM =
      Source.of(
          "start.net",
          """
          net Start(hidden = 4) {
              input x [2]
              output y = x -> dense(hidden) -> relu -> dense(2) -> softmax
          }
          """);

  private FrontEndStart() {}

  /** Begins to check a small program, and returns at once. */
  public static void begin() {
    Thread thread = new Thread(FrontEndStart::start, "front-end-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static void start() {
    try {
      check();
    } catch (RuntimeException | LinkageError e) {
      // The command meets the same error where it checks its own program, and explains it there.
      return;
    }
  }

  static Checked check() {
    return Checker.check(PROGRAM, Imports.NONE, Schemas.NONE);
  }
}
