package dev.netc.cli.properties;

/**
 * What is wrong with a program.
 *
 * @param kind failures of one kind have one cause, as far as one can tell
 * @param text for people
 */
record Failure(String kind, String text) {
  /** The checker refuses the program: it is no test of anything. */
  static final String REFUSED = "refused";

  boolean isRefusal() {
    return kind.equals(REFUSED);
  }
}
