package com.example.digits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A network that learnt a little, trained once for all tests: in seconds. */
final class TrainedModel {
  static final Path FILE;
  static final double ACCURACY;

  static {
    try {
      FILE = Files.createTempDirectory("digits").resolve("digits.safetensors");
      ACCURACY = Training.run(12_000, FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TrainedModel() {}
}
