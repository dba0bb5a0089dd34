package dev.netc.runtime.kernel;

import java.util.Locale;

/** This machine or this set of kernels cannot multiply 16-bit factors. */
public final class NoSuchFactors extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchFactors(Factors factors, String why) {
    super("precision %s: %s".formatted(factors.name().toLowerCase(Locale.ROOT), why));
  }
}
