package dev.netc.compiler.diagnostic;

/** How bad a diagnostic is. Only errors keep a program from running. */
public enum Severity {
  ERROR("error"),
  WARNING("warning");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** The word that opens the message. */
  public String word() {
    return word;
  }
}
