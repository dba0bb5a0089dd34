package dev.netc.compiler.parse;

import dev.netc.compiler.source.Span;

/**
 * A word, sign or comment of a text, with what its place in the grammar means for a layout.
 *
 * @param partner the lexeme, by its place in the list, that this one belongs to: of a closing
 *     bracket the opening one, of an arrow the first of its pipe, of {@code then} and {@code else}
 *     the {@code if}; -1 if there is none
 */
public record Lexeme(Span span, Role role, Column column, int partner) {

  /** What a lexeme is for its neighbours. */
  public enum Role {
    /** A name, word or literal. */
    PLAIN,
    /** The first word of a declaration. */
    DECLARATION,
    /** The first word of a statement in a body. */
    STATEMENT,
    /** The brace that opens a body of statements. */
    OPEN_BODY,
    CLOSE_BODY,
    /** A bracket of its own: a list, a parenthesis, dimensions. */
    OPEN,
    /** A bracket that belongs to the word before it: arguments, an index. */
    OPEN_SUFFIX,
    /** The brace of a {@code repeat}. */
    OPEN_REPEAT,
    CLOSE,
    CLOSE_REPEAT,
    ARROW,
    /** {@code == < and or}: what an expression is split at first. */
    COMPARATOR,
    /** Another operator between two values. */
    OPERATOR,
    /** {@code within}. */
    WITHIN,
    /** An operator that is written without spaces: {@code . .. ^}. */
    TIGHT,
    /** The minus of one operand. */
    SIGN,
    ASSIGN,
    SEPARATOR,
    /** {@code then} and {@code else}. */
    BRANCH,
    /** A comment up to the end of its line. */
    LINE_COMMENT,
    BLOCK_COMMENT
  }

  /** What begins at a lexeme that may stand below its like of the line before. */
  public enum Column {
    NONE,
    /** The {@code =} of a value. */
    BINDING,
    /** The {@code =} of an output. */
    OUTPUT,
    /** The {@code =} of a parameter's initialiser. */
    INITIALIZER,
    /** The dimensions of a parameter. */
    DIMENSIONS,
    /** What follows the word of a setting. */
    VALUE,
    /** The comparison of an expectation. */
    COMPARISON,
    /** The body of a declaration. */
    BODY,
    /** The {@code =} of a named argument. */
    ARGUMENT
  }

  public boolean isComment() {
    return role == Role.LINE_COMMENT || role == Role.BLOCK_COMMENT;
  }

  /**
   * Whether nothing can follow on its line: a comment to the line's end, or one of several lines.
   */
  public boolean endsLine() {
    return role == Role.LINE_COMMENT
        || role == Role.BLOCK_COMMENT && text().lines().limit(2).count() > 1;
  }

  /** Whether a bracket opens here, of a body or of an expression. */
  public boolean opens() {
    return switch (role) {
      case OPEN_BODY, OPEN, OPEN_SUFFIX, OPEN_REPEAT -> true;
      default -> false;
    };
  }

  /** Whether a bracket closes here. */
  public boolean closes() {
    return switch (role) {
      case CLOSE_BODY, CLOSE, CLOSE_REPEAT -> true;
      default -> false;
    };
  }

  public String text() {
    return span.text();
  }
}
