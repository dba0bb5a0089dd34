package dev.netc.cli.input;

import dev.netc.cli.CommandFailure;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.NetworkInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values for the inputs of a net.
 *
 * @param values row-major by input, for all samples
 * @param samples how many there are: an input [2] takes [1, 2] for one, [[1, 2], [3, 4]] for two
 */
public record InputValues(Map<String, double[]> values, int samples) {

  /**
   * Reads what the command line gives.
   *
   * @param given by input: numbers, or {@code @} and the name of a file of numbers
   * @throws CommandFailure if an input is missing, unknown or of another shape
   */
  public static InputValues of(List<NetworkInput> inputs, Map<String, String> given) {
    List<String> names = inputs.stream().map(NetworkInput::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw unknown(name, names);
      }
    }
    Map<String, NumberArray> arrays = new LinkedHashMap<>();
    int samples = 1;
    for (NetworkInput input : inputs) {
      String text = given.get(input.name());
      if (text == null) {
        throw missing(inputs, given);
      }
      NumberArray array = NumberArray.parse("the input " + input.name(), contents(text));
      arrays.put(input.name(), array);
      Optional<Integer> several = samples(input, array);
      samples = several.isPresent() ? several.get() : samples;
    }
    Map<String, double[]> values = new LinkedHashMap<>();
    for (NetworkInput input : inputs) {
      values.put(input.name(), forAll(input, arrays.get(input.name()), samples));
    }
    return new InputValues(values, samples);
  }

  private static CommandFailure unknown(String name, List<String> names) {
    return CommandFailure.usage(
        "the net has no input " + name,
        Suggestion.nearest(name, names)
            .map("did you mean %s?"::formatted)
            .orElse(names.isEmpty() ? "it has none" : "it has " + String.join(", ", names)));
  }

  private static CommandFailure missing(List<NetworkInput> inputs, Map<String, String> given) {
    List<String> wanted =
        inputs.stream()
            .filter(input -> !given.containsKey(input.name()))
            .map(input -> input.name() + " " + input.type().shape())
            .toList();
    return CommandFailure.usage(
        "the net needs a value for " + String.join(", ", wanted),
        "give it as --input %s=…".formatted(wanted.get(0).split(" ")[0]));
  }

  private static String contents(String text) {
    if (!text.startsWith("@")) {
      return text;
    }
    Path file = Path.of(text.substring(1));
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw CommandFailure.usage("there is no readable file " + file, "");
    }
  }

  /** How many samples the numbers are for, if they have one axis more than the input. */
  private static Optional<Integer> samples(NetworkInput input, NumberArray array) {
    int[] shape = shape(input);
    int[] dims = array.dims();
    if (Arrays.equals(shape, dims)) {
      return Optional.empty();
    }
    boolean fits =
        input.type().batched()
            && dims.length == shape.length + 1
            && dims[0] > 0
            && Arrays.equals(shape, Arrays.copyOfRange(dims, 1, dims.length));
    if (!fits) {
      throw CommandFailure.wrong(
          "the input %s is %s, but %s are given"
              .formatted(input.name(), input.type().shape(), Arrays.toString(dims)),
          "one sample has that shape; several have one more axis in front");
    }
    return Optional.of(dims[0]);
  }

  private static int[] shape(NetworkInput input) {
    return input.type().shape().dims().stream().mapToInt(Integer::intValue).toArray();
  }

  /** The numbers for all samples; those of one sample are repeated. */
  private static double[] forAll(NetworkInput input, NumberArray array, int samples) {
    boolean single = Arrays.equals(shape(input), array.dims());
    if (!single && array.dims()[0] != samples) {
      throw CommandFailure.wrong(
          "the input %s has %d samples, another has %d"
              .formatted(input.name(), array.dims()[0], samples),
          "");
    }
    if (!single || !input.type().batched()) {
      return array.values();
    }
    int size = array.values().length;
    double[] all = new double[size * samples];
    for (int i = 0; i < samples; i++) {
      System.arraycopy(array.values(), 0, all, i * size, size);
    }
    return all;
  }
}
