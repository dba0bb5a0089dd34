package dev.netc.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command reads its surroundings and writes what it has to say. Commands get it handed in,
 * so that tests hand in another.
 */
public final class Console {
  /** Columns of a terminal that does not say how many it has. */
  public static final int USUAL_WIDTH = 80;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean outIsTerminal;
  private final boolean errIsTerminal;
  private final int width;
  private final Map<String, String> environment;
  private ColorMode color = ColorMode.AUTO;

  /** A console without input; the parameters are those of the other constructor. */
  public Console(
      PrintStream out,
      PrintStream err,
      boolean outIsTerminal,
      boolean errIsTerminal,
      int width,
      Map<String, String> environment) {
    this(InputStream.nullInputStream(), out, err, outIsTerminal, errIsTerminal, width, environment);
  }

  /**
   * @param in for what a command is given without a file
   * @param out for results
   * @param err for messages and progress
   * @param width columns of the terminal
   * @param environment the variables that netc honours: {@code NO_COLOR}, {@code TERM}, {@code
   *     NETC_DATA}, …
   */
  public Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean outIsTerminal,
      boolean errIsTerminal,
      int width,
      Map<String, String> environment) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.width = width;
    this.environment = Map.copyOf(environment);
    boolean dumb = "dumb".equals(environment.get("TERM"));
    this.outIsTerminal = outIsTerminal && !dumb;
    this.errIsTerminal = errIsTerminal && !dumb;
  }

  /**
   * The process's own console. The launcher says by system properties which way out is a terminal,
   * since Java cannot tell them apart; without a launcher there is none.
   */
  public static Console ofProcess() {
    return new Console(
        new FileInputStream(FileDescriptor.in),
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        Boolean.getBoolean("netc.out.terminal"),
        Boolean.getBoolean("netc.err.terminal"),
        Integer.getInteger("netc.columns", USUAL_WIDTH),
        System.getenv());
  }

  /** Always UTF-8: source files are, and output is compared with them. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** The way in. */
  public InputStream in() {
    return in;
  }

  /** The way out for results. */
  public Channel out() {
    return channel(out, outIsTerminal);
  }

  /** The way out for messages and progress. */
  public Channel err() {
    return channel(err, errIsTerminal);
  }

  private Channel channel(PrintStream stream, boolean isTerminal) {
    boolean coloured =
        switch (color) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> isTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        };
    return new Channel(stream, isTerminal, coloured);
  }

  /** Sets when output is coloured, as the user asked for. */
  public void color(ColorMode mode) {
    color = mode;
  }

  /** Columns of the terminal. */
  public int width() {
    return width;
  }

  /** The environment's variables. */
  public Map<String, String> environment() {
    return environment;
  }
}
