package dev.netc.runtime.checkpoint;

import java.nio.file.Path;
import java.util.Optional;

/** A file of arrays that cannot be read, written or used: which one, why, and what to do. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String problem;
  private final String hint;

  /** A problem with a file, and no better way out than the message itself. */
  public CheckpointException(Path file, String problem) {
    this(file, problem, null, null);
  }

  /**
   * @param problem a sentence part about the file, as in {@code ends after 3 bytes}
   * @param hint what the user can do, or null
   */
  public CheckpointException(Path file, String problem, String hint) {
    this(file, problem, hint, null);
  }

  /**
   * @param hint what the user can do, or null
   * @param cause what the operating system or a parser said, or null
   */
  public CheckpointException(Path file, String problem, String hint, Throwable cause) {
    super(file + ": " + problem, cause);
    this.file = file.toString();
    this.problem = problem;
    this.hint = hint;
  }

  /** The file as the user named it. */
  public String file() {
    return file;
  }

  /** The message without the file's name. */
  public String problem() {
    return problem;
  }

  /** What the user can do about it. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
