package dev.netc.files;

import java.util.Optional;

/** There is no such program file, or it cannot be opened. The message is a sentence about it. */
public final class UnreadableFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String help;

  /**
   * @param help a way out, empty if none is known
   */
  UnreadableFile(String message, String help) {
    super(message);
    this.help = help;
  }

  /** What to do about it. */
  public Optional<String> help() {
    return help.isEmpty() ? Optional.empty() : Optional.of(help);
  }
}
