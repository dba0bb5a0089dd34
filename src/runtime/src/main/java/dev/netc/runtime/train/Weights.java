package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.checkpoint.Safetensors;
import dev.netc.runtime.checkpoint.StoredTensor;
import dev.netc.runtime.checkpoint.WeightImport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model's parameters as a file of weights. */
public final class Weights {
  private Weights() {}

  /**
   * Sets the parameters from a safetensors, npz or checkpoint file, by name: all or none.
   *
   * @param except names or prefixes of parameters that keep their values, see {@link
   *     WeightImport#match}
   * @throws CheckpointException if the file cannot be read, or with one sentence for each entry
   *     that is missing, extra or of another shape
   */
  public static void load(Path file, List<ParameterValue> parameters, List<String> except) {
    set(file, parameters, WeightImport.read(file), except);
  }

  /** As {@link #load}, from tensors that were read from {@code file}. */
  public static void set(
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
    for (ParameterValue parameter : parameters) {
      StoredTensor value = fitted.values().get(parameter.name());
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
