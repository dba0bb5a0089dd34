package dev.netc.cli;

import java.io.PrintStream;

/**
 * One of the two ways out of a command: results go to one, messages to the other.
 *
 * @param isTerminal whether a person reads it as it appears
 * @param isColoured whether styles show
 */
public record Channel(PrintStream stream, boolean isTerminal, boolean isColoured) {

  /** Prints text that ends its own lines. */
  public void print(String text) {
    stream.print(text);
    stream.flush();
  }

  /** Prints a line; the end of a line is a line feed on every system. */
  public void line(String text) {
    print(text + "\n");
  }

  /** The text in the given style where styles show, else the text itself. */
  public String styled(Style style, String text) {
    return isColoured ? style.of(text) : text;
  }
}
