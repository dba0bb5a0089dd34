package dev.netc.runtime.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fits the arrays of a file to the parameters of a net by their names. Either all fit, or the
 * result says of each missing, extra and wrongly shaped entry what is wrong with it.
 *
 * @param values for each parameter to set its array, in the net's order; empty if anything is wrong
 * @param problems one sentence for each entry that does not fit
 */
public record WeightImport(Map<String, StoredTensor> values, List<String> problems) {
  /** A parameter that wants a value. */
  public record Wanted(String name, long[] shape) {}

  /** Reads the arrays of a safetensors, npz or npy file, told apart by their first bytes. */
  public static List<StoredTensor> read(Path file) {
    byte[] start = firstBytes(file);
    if (start.length >= 2 && start[0] == 'P' && start[1] == 'K') return Npz.read(file);
    if (start.length >= 2 && start[0] == (byte) 0x93 && start[1] == 'N') {
      return List.of(Npy.read(file));
    }
    return Safetensors.read(file).tensors();
  }

  private static byte[] firstBytes(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(8);
    } catch (java.io.IOException e) {
      throw new CheckpointException(file, "cannot be read: " + AtomicFile.reason(e), null, e);
    }
  }

  /**
   * Fits {@code stored} to {@code wanted}. Entries of a training checkpoint that are not parameters
   * (see {@link Checkpoint#isParameter}) are passed over, and so are the counts of steps that
   * PyTorch saves beside running statistics: netc's averages do not depend on them.
   *
   * @param except names, or prefixes that end before a dot or bracket: {@code classifier} stands
   *     for {@code classifier.weight} and {@code classifier.bias}; these parameters are not set,
   *     whether the file has them or not
   */
  public static WeightImport match(
      List<Wanted> wanted, List<StoredTensor> stored, List<String> except) {
    Map<String, StoredTensor> byName = new LinkedHashMap<>();
    for (StoredTensor tensor : stored) {
      boolean isParameter = Checkpoint.isParameter(tensor.name()) && !isStepCount(tensor);
      if (isParameter && !isUnder(tensor.name(), except)) {
        byName.put(tensor.name(), tensor);
      }
    }
    Set<String> extra = new LinkedHashSet<>(byName.keySet());
    for (Wanted parameter : wanted) extra.remove(parameter.name);

    Map<String, StoredTensor> values = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Wanted parameter : wanted) {
      if (isUnder(parameter.name, except)) continue;
      StoredTensor tensor = byName.get(parameter.name);
      if (tensor == null) {
        problems.add(missing(parameter, extra));
      } else if (!Arrays.equals(tensor.shape(), parameter.shape)) {
        problems.add(wrongShape(parameter, tensor));
      } else {
        values.put(parameter.name, tensor);
      }
    }
    for (String name : extra) {
      problems.add(
          "the file has '%s' %s, which the net does not"
              .formatted(name, byName.get(name).shapeText()));
    }
    for (String prefix : except) {
      if (wanted.stream().noneMatch(parameter -> isUnder(parameter.name, List.of(prefix)))) {
        problems.add("'except %s' names no parameter of the net".formatted(prefix));
      }
    }
    return new WeightImport(problems.isEmpty() ? values : Map.of(), problems);
  }

  private static boolean isStepCount(StoredTensor tensor) {
    return tensor.shape().length == 0 && tensor.name().endsWith(".num_batches_tracked");
  }

  /** Whether every entry found its place. */
  public boolean fits() {
    return problems.isEmpty();
  }

  private static boolean isUnder(String name, List<String> prefixes) {
    return prefixes.stream()
        .anyMatch(
            prefix ->
                name.startsWith(prefix)
                    && (name.length() == prefix.length()
                        || ".[".indexOf(name.charAt(prefix.length())) >= 0));
  }

  private static String missing(Wanted parameter, Set<String> extra) {
    Optional<String> near = NearMiss.of(parameter.name, extra);
    return "the file has no '%s' %s, which the net needs%s"
        .formatted(
            parameter.name,
            Shapes.text(parameter.shape),
            near.map(name -> "; did you mean its '" + name + "'?").orElse(""));
  }

  private static String wrongShape(Wanted parameter, StoredTensor tensor) {
    long[] reversed = tensor.shape();
    for (int i = 0, j = reversed.length - 1; i < j; i++, j--) {
      long size = reversed[i];
      reversed[i] = reversed[j];
      reversed[j] = size;
    }
    String transposed =
        Arrays.equals(reversed, parameter.shape) ? "; transpose it where it was saved" : "";
    return "'%s' is %s in the file; the net expects %s%s"
        .formatted(parameter.name, tensor.shapeText(), Shapes.text(parameter.shape), transposed);
  }
}
