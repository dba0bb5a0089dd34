package dev.netc.compiler.diagnostic;

import static dev.netc.compiler.diagnostic.Severity.ERROR;
import static dev.netc.compiler.diagnostic.Severity.WARNING;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of diagnostics. Each has a stable name, an example under {@code examples/errors/} and a
 * page among the resources ({@code dev/netc/explain/NAME.md}) that {@code netc explain} shows.
 */
public enum Code {
  // The text.
  SYNTAX_ERROR("syntax-error", ERROR),
  UNREADABLE_TEXT("unreadable-text", ERROR),
  TOO_LARGE("too-large", ERROR),
  NOT_SUPPORTED("not-supported", ERROR),
  IMPORT_MISSING("import-missing", ERROR),
  IMPORT_CYCLE("import-cycle", ERROR),

  // Names and arguments.
  UNKNOWN_NAME("unknown-name", ERROR),
  DUPLICATE_NAME("duplicate-name", ERROR),
  UNKNOWN_ARGUMENT("unknown-argument", ERROR),
  MISSING_ARGUMENT("missing-argument", ERROR),
  TOO_MANY_ARGUMENTS("too-many-arguments", ERROR),
  DUPLICATE_ARGUMENT("duplicate-argument", ERROR),
  UNKNOWN_MEMBER("unknown-member", ERROR),
  UNKNOWN_SETTING("unknown-setting", ERROR),
  DUPLICATE_SETTING("duplicate-setting", ERROR),
  MISSING_SETTING("missing-setting", ERROR),

  // Values.
  TYPE_MISMATCH("type-mismatch", ERROR),
  SHAPE_MISMATCH("shape-mismatch", ERROR),
  WINDOW_MISMATCH("window-mismatch", ERROR),
  BAD_RANGE("bad-range", ERROR),
  BAD_INDEX("bad-index", ERROR),
  NET_CYCLE("net-cycle", ERROR),
  NO_OUTPUT("no-output", ERROR),
  NOT_A_SCALAR("not-a-scalar", ERROR),
  NOTHING_TO_TRAIN("nothing-to-train", ERROR),

  // Data against nets.
  DATA_UNREADABLE("data-unreadable", ERROR),
  COLUMN_MISSING("column-missing", ERROR),
  COLUMN_MISMATCH("column-mismatch", ERROR),
  SPLIT_MISSING("split-missing", ERROR),

  // Where a textbook would warn.
  ZERO_SLOPE("zero-slope", WARNING),
  SYMMETRIC_WEIGHTS("symmetric-weights", WARNING),
  SOFTMAX_OF_ONE("softmax-of-one", WARNING),
  UNUSED_VALUE("unused-value", WARNING),
  UNREACHED_PARAMETER("unreached-parameter", WARNING),
  LINEAR_COLLAPSE("linear-collapse", WARNING),
  BATCH_OF_ONE("batch-of-one", WARNING),
  HIDDEN_COLUMN("hidden-column", WARNING);

  private final String word;
  private final Severity severity;

  Code(String word, Severity severity) {
    this.word = word;
    this.severity = severity;
  }

  /** The stable name, as messages show it: {@code shape-mismatch}. */
  public String word() {
    return word;
  }

  public Severity severity() {
    return severity;
  }

  /** The code of the given name. */
  public static Optional<Code> of(String word) {
    return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
  }
}
