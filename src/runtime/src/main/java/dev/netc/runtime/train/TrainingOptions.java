package dev.netc.runtime.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a training runs.
 *
 * @param name of the {@code train} declaration
 * @param program hash of everything that decides the numbers: the program, its settings, its data
 * @param batch rows per step
 * @param length of the whole training
 * @param seed of batch order and random numbers
 * @param sampling how batches are drawn
 * @param learningRate the base that the schedule works on
 * @param schedule of the learning rate
 * @param validateOn the splits evaluated every {@code validateEvery}; empty stands for {@code
 *     validation} where the data has it, else {@code test}, else {@code train}. The first one, or
 *     {@code validation} if it is among them, is what stop rules mean by validation
 * @param validateEvery how often; empty for never, or every epoch if a stop rule needs it
 * @param stopRules any of which ends the training
 * @param checkpointEvery how often a checkpoint is written; empty for only at the end
 * @param folder where log, checkpoint and model go; empty to write nothing
 * @param recorded named tensors whose value is kept after each step
 * @param recordLimit the most numbers kept for {@code recorded} in all
 */
public record TrainingOptions(
    String name,
    String program,
    int batch,
    Period length,
    long seed,
    Sampling sampling,
    double learningRate,
    Schedule schedule,
    List<String> validateOn,
    Optional<Period> validateEvery,
    List<StopRule> stopRules,
    Optional<Period> checkpointEvery,
    Optional<Path> folder,
    List<String> recorded,
    int recordLimit) {

  public TrainingOptions {
    if (batch < 1) throw new IllegalArgumentException("a batch of " + batch);
    validateOn = List.copyOf(validateOn);
    stopRules = List.copyOf(stopRules);
    recorded = List.copyOf(recorded);
  }

  /** Starts from the defaults: batch 100, seed 0, shuffled, learning rate 0.01, nothing else. */
  public static Builder named(String name, Period length) {
    return new Builder(name, length);
  }

  /** Collects options; each setter returns the builder. */
  public static final class Builder {
    private final String name;
    private final Period length;
    private String program = "";
    private int batch = 100;
    private long seed;
    private Sampling sampling = Sampling.SHUFFLED;
    private double learningRate = 0.01;
    private Schedule schedule = new Schedule.Constant();
    private List<String> validateOn = List.of();
    private Period validateEvery;
    private List<StopRule> stopRules = List.of();
    private Period checkpointEvery;
    private Path folder;
    private List<String> recorded = List.of();
    private int recordLimit = 10_000_000;

    private Builder(String name, Period length) {
      this.name = name;
      this.length = length;
    }

    public Builder program(String hash) {
      program = hash;
      return this;
    }

    public Builder batch(int rows) {
      batch = rows;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder sampling(Sampling how) {
      sampling = how;
      return this;
    }

    public Builder learningRate(double base) {
      learningRate = base;
      return this;
    }

    public Builder schedule(Schedule how) {
      schedule = how;
      return this;
    }

    /** Evaluates {@code splits}, or the one that stands for validation if empty, this often. */
    public Builder validate(Period every, String... splits) {
      validateEvery = every;
      validateOn = List.of(splits);
      return this;
    }

    public Builder stopWhen(StopRule... rules) {
      stopRules = List.of(rules);
      return this;
    }

    public Builder checkpoint(Period every) {
      checkpointEvery = every;
      return this;
    }

    public Builder folder(Path where) {
      folder = where;
      return this;
    }

    public Builder record(String... names) {
      recorded = List.of(names);
      return this;
    }

    public Builder recordLimit(int numbers) {
      recordLimit = numbers;
      return this;
    }

    public TrainingOptions build() {
      return new TrainingOptions(
          name,
          program,
          batch,
          length,
          seed,
          sampling,
          learningRate,
          schedule,
          validateOn,
          Optional.ofNullable(validateEvery),
          stopRules,
          Optional.ofNullable(checkpointEvery),
          Optional.ofNullable(folder),
          recorded,
          recordLimit);
    }
  }
}
