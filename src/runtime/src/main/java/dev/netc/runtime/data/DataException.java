package dev.netc.runtime.data;

import java.util.Optional;

/**
 * Something is wrong with data: a missing, damaged or unsuitable file, or rows that do not fit what
 * is asked of them. The message is a sentence about the data; never a bare IO message.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final String hint;

  /**
   * @param file path as the user knows it, empty where no file is concerned
   * @param line 1 for the first line, 0 where no line is concerned
   * @param message what is wrong
   * @param hint what to do about it, empty where there is nothing to say
   */
  public DataException(String file, int line, String message, String hint, Throwable cause) {
    super(message, cause);
    this.file = file;
    this.line = line;
    this.hint = hint;
  }

  public DataException(String file, int line, String message, String hint) {
    this(file, line, message, hint, null);
  }

  /** Wrong data that is in no file. */
  public DataException(String message, String hint) {
    this("", 0, message, hint, null);
  }

  /** The file concerned, as the user knows it. */
  public Optional<String> file() {
    return file.isEmpty() ? Optional.empty() : Optional.of(file);
  }

  /** The line concerned, 1 for the first; 0 where none is. */
  public int line() {
    return line;
  }

  /** What to do about it. */
  public Optional<String> hint() {
    return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
  }

  /** The whole of it as text: the message, then the place, then the hint, a line each. */
  public String report() {
    StringBuilder text = new StringBuilder(getMessage());
    if (!file.isEmpty()) {
      text.append("\n  --> ").append(file);
      if (line > 0) {
        text.append(':').append(line);
      }
    }
    if (!hint.isEmpty()) {
      text.append("\n  = help: ").append(hint);
    }
    return text.toString();
  }
}
