package dev.netc.cli;

import java.util.Locale;

/** When output is coloured. */
public enum ColorMode {
  /** On terminals, unless the environment variable {@code NO_COLOR} is set. */
  AUTO,
  ALWAYS,
  NEVER;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
