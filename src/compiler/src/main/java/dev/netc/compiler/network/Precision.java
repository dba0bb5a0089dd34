package dev.netc.compiler.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The numbers that a training computes with; all values are stored as float32 unless FLOAT64. */
public enum Precision {
  FLOAT32,
  /** The reference interpreter trains: slow and exact. */
  FLOAT64,
  /** The factors of products are rounded to bfloat16; sums are float32. */
  BF16,
  /** The factors of products are rounded to half precision; sums are float32. */
  FP16;

  /** As a program writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The precision of this name. */
  public static Optional<Precision> named(String word) {
    return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
  }

  /** All names. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Precision::word).toList();
  }

  /** Whether factors are rounded to 16 bits, which not every processor can do fast. */
  public boolean roundsFactors() {
    return this == BF16 || this == FP16;
  }
}
