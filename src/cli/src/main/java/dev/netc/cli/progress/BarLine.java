package dev.netc.cli.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/** The last line of a terminal, on which a bar is drawn again and again; other lines go above. */
final class BarLine implements ProgressBarConsumer {
  private static final String ERASE = "\r\u001B[K";

  private final PrintStream out;
  private final int width;
  private String shown = "";

  BarLine(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  /** One less than the terminal has: in its last column, a terminal may begin a new line. */
  @Override
  public int getMaxRenderedLength() {
    return width - 1;
  }

  @Override
  public synchronized void accept(String bar) {
    shown = bar;
    out.print(ERASE + bar);
    out.flush();
  }

  /** Prints a line that stays, above the bar. */
  synchronized void above(String line) {
    out.print(ERASE + line + "\n" + shown);
    out.flush();
  }

  /** Takes the bar away. */
  @Override
  public synchronized void close() {
    shown = "";
    out.print(ERASE);
    out.flush();
  }
}
