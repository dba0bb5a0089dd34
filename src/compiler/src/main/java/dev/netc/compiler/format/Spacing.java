package dev.netc.compiler.format;

import dev.netc.compiler.parse.Lexeme;
import dev.netc.compiler.parse.Lexeme.Role;
import java.util.List;

/** The spaces between two neighbours on a line. */
final class Spacing {
  /** Between statements of a body on one line with its braces. */
  private static final int WITHIN_BRACES = 2;

  /** Between statements that share a line of a longer body. */
  private static final int BETWEEN_STATEMENTS = 3;

  private Spacing() {}

  /** The spaces before a lexeme that does not begin a line. */
  static int before(int i, List<Lexeme> lexemes, Breaks breaks) {
    Lexeme left = lexemes.get(i - 1);
    Lexeme right = lexemes.get(i);
    if (right.role() == Role.STATEMENT && left.role() != Role.OPEN_BODY) {
      return breaks.isOneLine(i) ? WITHIN_BRACES : BETWEEN_STATEMENTS;
    }
    return isTight(left, right) ? 0 : 1;
  }

  private static boolean isTight(Lexeme left, Lexeme right) {
    boolean empty = right.closes() && left.opens();
    boolean afterLeft =
        switch (left.role()) {
          case TIGHT, SIGN, OPEN, OPEN_SUFFIX -> true;
          default -> false;
        };
    boolean beforeRight =
        switch (right.role()) {
          case TIGHT, SEPARATOR, CLOSE, OPEN_SUFFIX -> true;
          default -> false;
        };
    return empty || afterLeft || beforeRight;
  }
}
