package dev.netc.runtime.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training as it stood after a step: all that is needed to continue bit for bit. Stored as one
 * safetensors file, in which the parameters have their plain names, so that it serves as a file of
 * weights too.
 *
 * @param program hash of what was trained and how; only the same may resume
 * @param seed of the random numbers, which are a function of seed and step
 * @param step training steps done
 * @param epoch epochs done
 * @param parameters the net's values, in its order
 * @param optimizer the optimiser's state, in its order
 * @param trainer what the training loop remembers: losses, evaluations, the stop rule's state
 */
public record Checkpoint(
    String program,
    long seed,
    long step,
    long epoch,
    List<StoredTensor> parameters,
    List<StoredTensor> optimizer,
    List<StoredTensor> trainer) {
  /** Counts up when a file of an older netc can no longer be read. */
  public static final int FORMAT = 1;

  // No parameter's name has a colon: names come from identifiers, dots and brackets.
  private static final String OPTIMIZER = "optimizer:";
  private static final String TRAINER = "trainer:";
  private static final String HINT =
      "start anew without resuming, or take the file it was made for";

  public Checkpoint {
    parameters = List.copyOf(parameters);
    optimizer = List.copyOf(optimizer);
    trainer = List.copyOf(trainer);
  }

  /** Whether a tensor of a checkpoint's file is a parameter, and not optimiser or trainer state. */
  public static boolean isParameter(String name) {
    return !name.startsWith(OPTIMIZER) && !name.startsWith(TRAINER);
  }

  /** Writes the file atomically; see {@link AtomicFile}. */
  public void write(Path file) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("netc.checkpoint", Integer.toString(FORMAT));
    metadata.put("netc.program", program);
    metadata.put("netc.seed", Long.toString(seed));
    metadata.put("netc.step", Long.toString(step));
    metadata.put("netc.epoch", Long.toString(epoch));
    List<StoredTensor> tensors = new ArrayList<>(parameters);
    optimizer.forEach(tensor -> tensors.add(tensor.renamed(OPTIMIZER + tensor.name())));
    trainer.forEach(tensor -> tensors.add(tensor.renamed(TRAINER + tensor.name())));
    new Safetensors(metadata, tensors).write(file);
  }

  /**
   * Reads a checkpoint of any program.
   *
   * @throws CheckpointException if the file is absent, damaged in any byte, or not a checkpoint
   */
  public static Checkpoint read(Path file) {
    Safetensors stored = Safetensors.read(file);
    Map<String, String> metadata = stored.metadata();
    String format = metadata.get("netc.checkpoint");
    if (format == null || !stored.checked()) {
      throw new CheckpointException(
          file, "is not a training checkpoint of netc, or its header is damaged", HINT);
    }
    if (!format.equals(Integer.toString(FORMAT))) {
      throw new CheckpointException(
          file,
          "is a checkpoint of format %s; expected %d".formatted(format, FORMAT),
          "resume it with the netc that wrote it");
    }
    List<StoredTensor> parameters = new ArrayList<>();
    for (StoredTensor tensor : stored.tensors()) {
      if (isParameter(tensor.name())) parameters.add(tensor);
    }
    return new Checkpoint(
        text(file, metadata, "netc.program"),
        number(file, metadata, "netc.seed"),
        number(file, metadata, "netc.step"),
        number(file, metadata, "netc.epoch"),
        parameters,
        under(OPTIMIZER, stored.tensors()),
        under(TRAINER, stored.tensors()));
  }

  /**
   * Reads a checkpoint of this program.
   *
   * @throws CheckpointException if it is of another one, besides {@link #read(Path)}'s reasons
   */
  public static Checkpoint read(Path file, String program) {
    Checkpoint checkpoint = read(file);
    if (!checkpoint.program.equals(program)) {
      throw new CheckpointException(
          file,
          "belongs to another program or other settings: it was made by %s; expected %s"
              .formatted(checkpoint.program, program),
          HINT);
    }
    return checkpoint;
  }

  private static List<StoredTensor> under(String prefix, List<StoredTensor> tensors) {
    return tensors.stream()
        .filter(tensor -> tensor.name().startsWith(prefix))
        .map(tensor -> tensor.renamed(tensor.name().substring(prefix.length())))
        .toList();
  }

  private static String text(Path file, Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) throw new CheckpointException(file, "does not state " + key, HINT);
    return value;
  }

  private static long number(Path file, Map<String, String> metadata, String key) {
    String value = text(file, metadata, key);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new CheckpointException(
          file, "states %s %s; expected a number".formatted(key, value), HINT, e);
    }
  }
}
