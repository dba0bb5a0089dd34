package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of one training, {@code runs/<name>/}. */
public record RunFolder(Path path) {
  /** From which a training resumes. */
  public Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  /** The parameters at the end. */
  public Path model() {
    return path.resolve("model.safetensors");
  }

  /** Losses and evaluations as a table. */
  public Path logCsv() {
    return path.resolve("log.csv");
  }

  /** Losses and evaluations, one JSON object per line. */
  public Path logJsonl() {
    return path.resolve("log.jsonl");
  }

  /** Makes the folder, and those above it, where they are not there. */
  void create() {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new CheckpointException(
          path, "the folder cannot be made: " + e.getMessage(), "name another folder", e);
    }
  }
}
