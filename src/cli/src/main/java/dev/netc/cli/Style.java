package dev.netc.cli;

/** How a piece of text looks on a terminal: the codes of ECMA-48 that every terminal knows. */
public enum Style {
  BOLD("1"),
  DIM("2"),
  RED("1;31"),
  GREEN("32"),
  YELLOW("1;33"),
  BLUE("1;34"),
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text in this style, and after it the style that was before. */
  public String of(String text) {
    return text.isEmpty() ? text : "\u001B[" + code + "m" + text + "\u001B[0m";
  }
}
