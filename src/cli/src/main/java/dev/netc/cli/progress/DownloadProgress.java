package dev.netc.cli.progress;

import dev.netc.cli.Channel;
import dev.netc.cli.Console;
import dev.netc.runtime.data.download.Progress;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a download: a bar for each file on terminals, a line for each file elsewhere. */
public final class DownloadProgress implements Progress, AutoCloseable {
  private static final int INTERVAL_MILLIS = 200;
  private static final int KILOBYTE = 1000;

  private final Channel channel;
  private final BarLine line;
  private String file = "";
  private ProgressBar bar;

  public DownloadProgress(Console console) {
    channel = console.err();
    line = new BarLine(channel.stream(), console.width());
  }

  @Override
  public synchronized void at(String name, long done, long total) {
    if (!name.equals(file)) {
      close();
      file = name;
      begin(name, done, total);
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  private void begin(String name, long done, long total) {
    if (channel.isTerminal()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total)
              .setUnit("kB", KILOBYTE)
              .showSpeed()
              .startsFrom(done, Duration.ZERO)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(INTERVAL_MILLIS)
              .setConsumer(line)
              .build();
    } else if (done > 0 && done < total) {
      channel.line(
          "%s, %s: goes on after %s".formatted(name, Amounts.bytes(total), Amounts.bytes(done)));
    } else {
      channel.line("%s, %s".formatted(name, Amounts.bytes(total)));
    }
  }

  /** Takes the bar away; from any thread. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      line.close(); // a bar that was never drawn does not close it
    }
    file = "";
  }
}
