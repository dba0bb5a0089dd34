package dev.netc.runtime.net;

import dev.netc.runtime.random.Initializer;
import dev.netc.runtime.train.Feed;
import dev.netc.runtime.train.MetricSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a net is, without its kernels: a generated class states it once.
 *
 * @param name the net's name, as its author wrote it
 * @param file the source file's name
 * @param inputs in the order of declaration
 * @param outputs of inference, in the order of declaration
 * @param independentSamples whether what inference gives for a sample depends on that sample alone
 * @param parameters in the order of declaration
 * @param feeds which column of the data feeds which input in training
 * @param optimizerState names of what the optimiser keeps for each parameter
 * @param rates what the learning rate of some parameters is multiplied by
 * @param maxNorms the parameters whose units have a longest norm
 */
public record NetSpec(
    String name,
    String file,
    MemoryPlan memory,
    List<InputSpec> inputs,
    List<TensorSpec> outputs,
    boolean independentSamples,
    List<ParameterSpec> parameters,
    List<Feed> feeds,
    List<MetricSpec> metrics,
    List<String> optimizerState,
    Map<String, Double> rates,
    List<MaxNormSpec> maxNorms) {

  /**
   * The input of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public InputSpec input(String input) {
    return inputs.stream()
        .filter(t -> t.name().equals(input))
        .findFirst()
        .orElseThrow(() -> noSuch("input", input, inputs.stream().map(InputSpec::name).toList()));
  }

  /**
   * The output of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TensorSpec output(String output) {
    return outputs.stream()
        .filter(t -> t.name().equals(output))
        .findFirst()
        .orElseThrow(
            () -> noSuch("output", output, outputs.stream().map(TensorSpec::name).toList()));
  }

  /**
   * The parameter of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ParameterSpec parameter(String parameter) {
    return parameters.stream()
        .filter(p -> p.name().equals(parameter))
        .findFirst()
        .orElseThrow(
            () ->
                noSuch(
                    "parameter", parameter, parameters.stream().map(ParameterSpec::name).toList()));
  }

  private IllegalArgumentException noSuch(String kind, String wanted, List<String> names) {
    return new IllegalArgumentException(
        "%s has no %s '%s'; it has %s".formatted(name, kind, wanted, names));
  }

  /** Collects a specification, statement by statement, as generated classes do. */
  public static final class Builder {
    private final String name;
    private final String file;
    private final MemoryPlan memory;
    private final List<InputSpec> inputs = new ArrayList<>();
    private final List<TensorSpec> outputs = new ArrayList<>();
    private boolean independentSamples;
    private final List<ParameterSpec> parameters = new ArrayList<>();
    private final List<Feed> feeds = new ArrayList<>();
    private final List<MetricSpec> metrics = new ArrayList<>();
    private final List<String> optimizerState = new ArrayList<>();
    private final Map<String, Double> rates = new HashMap<>();
    private final List<MaxNormSpec> maxNorms = new ArrayList<>();

    public Builder(String name, String file, MemoryPlan memory) {
      this.name = name;
      this.file = file;
      this.memory = memory;
    }

    /** Adds an input with a value for each sample, at an offset for each sample. */
    public Builder batchedInput(String input, long offset, int... shape) {
      inputs.add(new InputSpec(new TensorSpec(input, true, shape), offset));
      return this;
    }

    /** Adds an input that is the same for all samples. */
    public Builder fixedInput(String input, long offset, int... shape) {
      inputs.add(new InputSpec(new TensorSpec(input, false, shape), offset));
      return this;
    }

    /** Adds an output of inference with a value for each sample. */
    public Builder batchedOutput(String output, int... shape) {
      outputs.add(new TensorSpec(output, true, shape));
      return this;
    }

    /** Adds an output of inference that is the same for all samples. */
    public Builder fixedOutput(String output, int... shape) {
      outputs.add(new TensorSpec(output, false, shape));
      return this;
    }

    /** Says that what inference gives for a sample depends on that sample alone. */
    public Builder independentSamples() {
      independentSamples = true;
      return this;
    }

    /** Adds a parameter that is trained. */
    public Builder parameter(
        String parameter, long offset, Initializer initializer, int in, int out, int... shape) {
      return add(parameter, offset, ParameterSpec.Kind.TRAINED, initializer, in, out, shape);
    }

    /** Adds a parameter that keeps its values. */
    public Builder frozen(
        String parameter, long offset, Initializer initializer, int in, int out, int... shape) {
      return add(parameter, offset, ParameterSpec.Kind.FROZEN, initializer, in, out, shape);
    }

    /** Adds a running statistic: each step computes its next value. */
    public Builder state(
        String parameter, long offset, Initializer initializer, int in, int out, int... shape) {
      return add(parameter, offset, ParameterSpec.Kind.RUNNING, initializer, in, out, shape);
    }

    private Builder add(
        String parameter,
        long offset,
        ParameterSpec.Kind kind,
        Initializer initializer,
        int in,
        int out,
        int... shape) {
      parameters.add(new ParameterSpec(parameter, offset, kind, initializer, in, out, shape));
      return this;
    }

    /** Says which column of the data feeds an input. */
    public Builder feed(Feed feed) {
      feeds.add(feed);
      return this;
    }

    public Builder metric(MetricSpec metric) {
      metrics.add(metric);
      return this;
    }

    /** Names a tensor that the optimiser keeps for each trained parameter. */
    public Builder optimizerState(String state) {
      optimizerState.add(state);
      return this;
    }

    /** Multiplies the learning rate of a parameter. */
    public Builder rate(String parameter, double factor) {
      rates.put(parameter, factor);
      return this;
    }

    /** Limits the norm of a parameter's units: its elements are [outer, units, inner]. */
    public Builder maxNorm(String parameter, double limit, int outer, int units, int inner) {
      maxNorms.add(new MaxNormSpec(parameter, limit, outer, units, inner));
      return this;
    }

    public NetSpec build() {
      return new NetSpec(
          name,
          file,
          memory,
          List.copyOf(inputs),
          List.copyOf(outputs),
          independentSamples,
          List.copyOf(parameters),
          List.copyOf(feeds),
          List.copyOf(metrics),
          List.copyOf(optimizerState),
          Map.copyOf(rates),
          List.copyOf(maxNorms));
    }
  }
}
