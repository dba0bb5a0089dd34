package dev.netc.compiler.data;

/** Arguments that do not fit each other, or columns that a function cannot take. */
public final class DataMismatch extends Exception {
  private static final long serialVersionUID = 1L;

  private final String note;
  private final String help;

  /**
   * @param message what is wrong, as a sentence about the program
   * @param note why; may be empty
   * @param help a way out; may be empty
   */
  public DataMismatch(String message, String note, String help) {
    super(message);
    this.note = note;
    this.help = help;
  }

  /** Why it is wrong; may be empty. */
  public String note() {
    return note;
  }

  /** A way out; may be empty. */
  public String help() {
    return help;
  }
}
