package dev.netc.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A console that keeps what is written to it, and runs commands on itself. */
public final class Terminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  private Terminal(boolean isTerminal, int width, Map<String, String> environment) {
    console = new Console(stream(out), stream(err), isTerminal, isTerminal, width, environment);
  }

  private Terminal(String input) {
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    console = new Console(in, stream(out), stream(err), false, false, 80, Map.of());
  }

  /** Where a text is given as input. */
  public static Terminal reading(String input) {
    return new Terminal(input);
  }

  /** Where output goes to files. */
  public static Terminal files() {
    return new Terminal(false, 80, Map.of());
  }

  /** Where output goes to files, with variables of the environment. */
  public static Terminal files(Map<String, String> environment) {
    return new Terminal(false, 80, environment);
  }

  /** Where a person looks at it. */
  public static Terminal interactive(Map<String, String> environment) {
    return new Terminal(true, 80, environment);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  public Console console() {
    return console;
  }

  /** Runs a command; returns its exit code. */
  public int run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return Netc.run(console, words);
  }

  /** What was written for results so far. */
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What was written for messages so far. */
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
