package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.checkpoint.Safetensors;
import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.checkpoint.WeightImport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model's parameters as a file of weights. */
public final class Weights {
  private Weights() {}

  /**
   * Sets the parameters from a safetensors, npz or checkpoint file, by name: all or none.
   *
   * @param except names or prefixes of parameters that keep their values, see {@link
   *     WeightImport#match}
   * @throws CheckpointException if the file cannot be read, or with one sentence for each entry
   *     that is missing, extra or of another shape, or if a value is not finite
   */
  public static void load(Path file, List<ParameterValue> parameters, List<String> except) {
    set(file, parameters, WeightImport.read(file), except);
  }

  /** As {@link #load}, from tensors that were read from {@code file}. */
  public static void set(
      Path file, List<ParameterValue> parameters, List<StoredTensor> stored, List<String> except) {
    Map<String, StoredTensor> values = fitted(file, parameters, stored, except);
    for (StoredTensor value : values.values()) {
      Optional<String> bad = value.firstBeyondFloat();
      if (bad.isPresent()) {
        throw new CheckpointException(
            file,
            "has %s in '%s', which makes every answer of the net worthless"
                .formatted(bad.get(), value.name()),
            "the training that saved it diverged: take a file from before, or train it anew with a "
                + "smaller learning rate");
      }
    }
    write(parameters, values);
  }

  /**
   * Sets the state of an optimiser to what was stored. That may be infinite: where the sum of
   * squared gradients is, the parameter stands still, with and without an interruption.
   */
  static void restoreState(Path file, List<ParameterValue> state, List<StoredTensor> stored) {
    write(state, fitted(file, state, stored, List.of()));
  }

  private static Map<String, StoredTensor> fitted(
      Path file, List<ParameterValue> parameters, List<StoredTensor> stored, List<String> except) {
    List<WeightImport.Wanted> wanted =
        parameters.stream().map(p -> new WeightImport.Wanted(p.name(), p.shape())).toList();
    WeightImport fitted = WeightImport.match(wanted, stored, except);
    if (!fitted.fits()) {
      throw new CheckpointException(
          file,
          "does not fit the net:\n  " + String.join("\n  ", fitted.problems()),
          "use a file that was saved from the same net, or leave parts out with `except`");
    }
    return fitted.values();
  }

  private static void write(List<ParameterValue> parameters, Map<String, StoredTensor> values) {
    for (ParameterValue parameter : parameters) {
      StoredTensor value = values.get(parameter.name());
      if (value != null) parameter.set(value);
    }
  }

  /**
   * Writes the parameters to a safetensors file, atomically.
   *
   * @throws CheckpointException if it cannot be written
   */
  public static void save(Path file, List<ParameterValue> parameters) {
    new Safetensors(Map.of(), values(parameters)).write(file);
  }

  /** Copies of the values now. */
  static List<StoredTensor> values(List<ParameterValue> parameters) {
    return parameters.stream().map(ParameterValue::get).toList();
  }
}
