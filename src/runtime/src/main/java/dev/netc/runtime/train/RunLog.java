package dev.netc.runtime.train;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of a training as {@code log.csv} and {@code log.jsonl}: a line per step with its batch's
 * loss, and a line per evaluation. The column {@code kind} is {@code step}, a split's name, or
 * {@code final} and a split's name after the last step.
 */
public final class RunLog implements TrainingListener, AutoCloseable {
  private static final String STEP = "step";
  private static final String FINAL = "final ";

  /** A line of either file that carries on after its header: step and kind. */
  private static final Pattern CSV = Pattern.compile("(\\d{1,18}),\\d*,([^,]*),.*");

  private static final Pattern JSON =
      Pattern.compile("\\{\"step\":(\\d{1,18}),\"epoch\":\\d*,\"kind\":\"([^\"]*)\",.*");

  /** Lines reach the disk at least this often; always before a checkpoint is written. */
  private static final int STEPS_PER_FLUSH = 16;

  private final List<MetricSpec> scalars;
  private final long stepsPerEpoch;
  private final LogFile csv;
  private final LogFile json;
  private final StringBuilder line = new StringBuilder();

  /**
   * Opens the logs of a run's folder, which exists.
   *
   * @param stepsPerEpoch batches of an epoch
   * @param resumedAfter the step that the checkpoint was made after, whose later lines are cut; 0
   *     to begin anew
   */
  public RunLog(RunFolder folder, List<MetricSpec> metrics, long stepsPerEpoch, long resumedAfter) {
    this.stepsPerEpoch = stepsPerEpoch;
    scalars = metrics.stream().filter(MetricSpec::isScalar).toList();
    String header = header();
    csv = new LogFile(folder.logCsv(), kept(CSV, resumedAfter).or(header::equals));
    json = new LogFile(folder.logJsonl(), kept(JSON, resumedAfter));
    if (csv.isEmpty()) csv.line(header);
  }

  private static Predicate<String> kept(Pattern pattern, long resumedAfter) {
    return text -> {
      Matcher matcher = pattern.matcher(text);
      return matcher.matches()
          && Long.parseLong(matcher.group(1)) <= resumedAfter
          && !matcher.group(2).startsWith(FINAL);
    };
  }

  private String header() {
    StringBuilder text = new StringBuilder("step,epoch,kind,rate,loss");
    for (MetricSpec spec : scalars) {
      text.append(",\"").append(spec.name().replace("\"", "\"\"")).append('"');
    }
    return text.toString();
  }

  @Override
  public void onStep(long step, long epoch, int rows, double rate, double loss) {
    start(step, STEP).append(rate).append(',');
    number(loss, "");
    line.append(",".repeat(scalars.size()));
    csv.line(line);

    startJson(step, STEP).append(",\"rate\":").append(rate).append(",\"loss\":");
    number(loss, "null");
    json.line(line.append('}'));
    if (step % STEPS_PER_FLUSH == 0) flush();
  }

  @Override
  public void onEvaluation(SplitResult result, boolean isFinal) {
    String kind = isFinal ? FINAL + result.split() : result.split();
    start(result.step(), kind).append(',');
    number(result.loss(), "");
    for (MetricSpec spec : scalars) {
      line.append(',');
      number(result.metric(spec.name()).orElse(Double.NaN), "");
    }
    csv.line(line);

    startJson(result.step(), kind).append(",\"rows\":").append(result.rows()).append(",\"loss\":");
    number(result.loss(), "null");
    for (MetricSpec spec : scalars) {
      line.append(",\"").append(JsonStringEncoder.getInstance().quoteAsString(spec.name()));
      line.append("\":");
      number(result.metric(spec.name()).orElse(Double.NaN), "null");
    }
    json.line(line.append('}'));
    flush();
  }

  private StringBuilder start(long step, String kind) {
    line.setLength(0);
    return line.append(step).append(',').append(epoch(step)).append(',').append(kind).append(',');
  }

  private StringBuilder startJson(long step, String kind) {
    line.setLength(0);
    line.append("{\"step\":").append(step).append(",\"epoch\":").append(epoch(step));
    return line.append(",\"kind\":\"").append(kind).append('"');
  }

  /** The epoch that the step belongs to, 1 for the first. */
  private long epoch(long step) {
    return 1 + Math.max(0, step - 1) / stepsPerEpoch;
  }

  /** JSON and many readers of CSV know neither NaN nor infinity. */
  private void number(double value, String otherwise) {
    if (Double.isFinite(value)) {
      line.append(value);
    } else {
      line.append(otherwise);
    }
  }

  /** Hands all lines to the operating system. */
  public void flush() {
    csv.flush();
    json.flush();
  }

  @Override
  public void close() {
    csv.close();
    json.close();
  }
}
