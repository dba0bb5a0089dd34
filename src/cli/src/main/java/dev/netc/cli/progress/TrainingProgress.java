package dev.netc.cli.progress;

import dev.netc.cli.Channel;
import dev.netc.cli.Console;
import dev.netc.cli.Style;
import dev.netc.runtime.train.SplitResult;
import dev.netc.runtime.train.TrainingListener;
import dev.netc.runtime.train.TrainingResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a training: on terminals a bar with loss, metric, speed and time left, elsewhere a line now
 * and then. Evaluations are lines of their own, at most one per second or so.
 */
public final class TrainingProgress implements TrainingListener, AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final int BAR_INTERVAL_MILLIS = 200;
  private static final long TERMINAL_INTERVAL = SECOND / 10;
  private static final long PLAIN_INTERVAL = 10 * SECOND;
  private static final long TERMINAL_EVALUATION_INTERVAL = SECOND;
  private static final long PLAIN_EVALUATION_INTERVAL = 3 * SECOND;

  private final Channel channel;
  private final int width;
  private final String name;
  private final String noun;
  private final LongSupplier clock;

  private final RecentSteps recent = new RecentSteps();
  private Optional<BarLine> line = Optional.empty();
  private ProgressBar bar;
  private long start;
  private long firstStep;
  private long totalSteps;
  private long stepsPerEpoch;
  private long shownAt;
  private long evaluationShownAt;
  private String lastMetric = "";

  /**
   * @param name of the training
   * @param noun what a row of the data is: {@code images}, {@code samples}
   * @param clock nanoseconds from any beginning
   */
  public TrainingProgress(Console console, String name, String noun, LongSupplier clock) {
    this.channel = console.err();
    this.width = console.width();
    this.name = name;
    this.noun = noun;
    this.clock = clock;
  }

  @Override
  public void onStart(long step, long total, long perEpoch) {
    firstStep = step;
    totalSteps = total;
    stepsPerEpoch = perEpoch;
    start = clock.getAsLong();
    shownAt = start;
    evaluationShownAt = start - PLAIN_EVALUATION_INTERVAL;
    recent.begin(start);
    if (step > 0) {
      channel.line("going on after step %,d of %,d".formatted(step, total));
    }
    if (channel.isTerminal()) {
      openBar();
    }
  }

  private void openBar() {
    BarLine last = new BarLine(channel.stream(), width);
    line = Optional.of(last);
    bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(totalSteps)
            .startsFrom(firstStep, Duration.ZERO)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(BAR_INTERVAL_MILLIS)
            .setConsumer(last)
            .hideEta()
            .build();
  }

  @Override
  public void onStep(long step, long epoch, int rows, double rate, double loss) {
    recent.add(rows, loss);
    long now = clock.getAsLong();
    if (now - shownAt < (bar != null ? TERMINAL_INTERVAL : PLAIN_INTERVAL)) {
      return;
    }
    shownAt = now;
    String state = state(step, now);
    if (bar != null) {
      bar.stepTo(step);
      bar.setExtraMessage(" " + state);
    } else {
      channel.line("%s: %s".formatted(place(step), state));
    }
    recent.begin(now);
  }

  /** Loss, metric, speed and time left. */
  private String state(long step, long now) {
    double perStep = (now - start) / (double) SECOND / (step - firstStep);
    return "loss %s%s, %s %s/s, %s left"
        .formatted(
            Amounts.figure(recent.loss()),
            lastMetric,
            Amounts.digits(recent.rowsPerSecond(now)),
            noun,
            Amounts.time(perStep * (totalSteps - step)));
  }

  private String place(long step) {
    return stepsPerEpoch > 1 && step % stepsPerEpoch == 0
        ? "epoch %,d of %,d"
            .formatted(step / stepsPerEpoch, -Math.floorDiv(-totalSteps, stepsPerEpoch))
        : "step %,d of %,d".formatted(step, totalSteps);
  }

  @Override
  public void onEvaluating(String split, long done, long rows) {
    long now = clock.getAsLong();
    if (bar != null && now - shownAt >= TERMINAL_INTERVAL) {
      shownAt = now;
      bar.setExtraMessage(" evaluating on %s, %d %%".formatted(split, 100 * done / rows));
    }
  }

  @Override
  public void onEvaluation(SplitResult result, boolean isFinal) {
    result.metrics().stream()
        .findFirst()
        .ifPresent(m -> lastMetric = ", %s %s".formatted(m.name(), Amounts.figure(m.value())));
    long now = clock.getAsLong();
    long interval = bar != null ? TERMINAL_EVALUATION_INTERVAL : PLAIN_EVALUATION_INTERVAL;
    if (isFinal || now - evaluationShownAt < interval) {
      return; // The final figures are the command's to show.
    }
    evaluationShownAt = now;
    say(place(result.step()) + ": " + channel.styled(Style.BOLD, figures(result)));
  }

  private static String figures(SplitResult result) {
    StringBuilder text = new StringBuilder(result.split());
    text.append(" loss ").append(Amounts.figure(result.loss()));
    result
        .metrics()
        .forEach(
            m -> text.append(", ").append(m.name()).append(' ').append(Amounts.figure(m.value())));
    return text.toString();
  }

  /** Prints a line without disturbing the bar; from any thread. */
  public void say(String text) {
    line.ifPresentOrElse(l -> l.above(text), () -> channel.line(text));
  }

  @Override
  public void onEnd(TrainingResult result) {
    close();
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      line.ifPresent(BarLine::close); // a bar that was never drawn does not close it
      line = Optional.empty();
    }
  }
}
