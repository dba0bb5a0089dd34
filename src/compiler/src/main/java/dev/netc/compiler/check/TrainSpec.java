package dev.netc.compiler.check;

import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.Precision;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.optimizer.OptimizerSpec;
import dev.netc.compiler.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A training as declared, for one choice of its arguments.
 *
 * @param variant the arguments as text, so that equal trainings are run once; empty for defaults
 * @param network the net with loss and metrics; frozen parameters are marked
 * @param loss what is minimised or maximised: a scalar
 * @param metrics what is reported: calls of metric operations
 * @param data what it learns from, if anything
 * @param columns the data column that feeds each input
 * @param rates for some parameters what their learning rate is multiplied by, where it is not 1
 */
public record TrainSpec(
    String name,
    String documentation,
    String variant,
    Network network,
    Value loss,
    boolean maximize,
    List<Metric> metrics,
    Optional<DataSpec> data,
    Map<String, String> columns,
    OptimizerSpec optimizer,
    Map<String, Double> rates,
    Settings settings,
    Span span) {

  /** A reported figure under its name. */
  public record Metric(String name, Value value) {}

  /**
   * @param epochs passes over the training split; empty where steps are given
   * @param ensemble how many trainings, with seeds that follow each other, answer together
   * @param replacement whether each batch is drawn anew from all samples
   * @param weightDecay λ of ½ λ Σ w² over the weights, added to the loss; 0 for none
   * @param l1Decay λ of λ Σ |w| over the weights, added to the loss; 0 for none
   * @param maxNorm the longest that the incoming weights of a unit may be
   * @param numericStep h of central differences in place of backpropagation
   * @param precision what it computes with
   */
  public record Settings(
      int batch,
      OptionalInt epochs,
      OptionalInt steps,
      long seed,
      int ensemble,
      boolean replacement,
      double weightDecay,
      double l1Decay,
      OptionalDouble maxNorm,
      OptionalDouble clip,
      Optional<Validation> validation,
      Optional<ScheduleSpec> schedule,
      List<StopRule> stopRules,
      Optional<StartFrom> startFrom,
      Optional<Cadence> checkpoint,
      OptionalDouble numericStep,
      Precision precision) {

    /** Whether the reference interpreter trains. */
    public boolean float64() {
      return precision == Precision.FLOAT64;
    }

    /** The settings of one member of an ensemble. */
    Settings alone(long memberSeed) {
      return new Settings(
          batch,
          epochs,
          steps,
          memberSeed,
          1,
          replacement,
          weightDecay,
          l1Decay,
          maxNorm,
          clip,
          validation,
          schedule,
          stopRules,
          startFrom,
          checkpoint,
          numericStep,
          precision);
    }
  }

  /** How often something is done. */
  public record Cadence(int every, boolean epochs) {}

  /** Evaluation on a split while training goes on. */
  public record Validation(Optional<String> split, Cadence cadence) {}

  /**
   * When training stops early.
   *
   * @param split the split that is watched; empty for the training loss, or for that of validation
   *     where a quantity rises or falls
   * @param quantity loss, or a reported metric
   * @param condition RISES, FALLS, LESS, LESS_EQUAL, GREATER or GREATER_EQUAL
   * @param value the bound, or how many times
   */
  public record StopRule(Optional<String> split, String quantity, String condition, double value) {}

  /**
   * First values from a file or an earlier training, but for the parameters under some names.
   *
   * @param file empty where a training is named
   */
  public record StartFrom(Optional<String> file, Optional<TrainSpec> train, List<String> except) {}

  /** Whether several trainings, which differ in their seeds, give one answer together. */
  public boolean isEnsemble() {
    return settings.ensemble() > 1;
  }

  /** The trainings of an ensemble: their seeds follow each other. */
  public List<TrainSpec> members() {
    return IntStream.range(0, settings.ensemble()).mapToObj(this::member).toList();
  }

  private TrainSpec member(int index) {
    Settings own = settings.alone(settings.seed() + index);
    return new TrainSpec(
        name,
        documentation,
        variant,
        network,
        loss,
        maximize,
        metrics,
        data,
        columns,
        optimizer,
        rates,
        own,
        span);
  }
}
