package dev.netc.compiler.format;

import dev.netc.compiler.parse.Lexeme;
import dev.netc.compiler.parse.Lexeme.Role;
import java.util.List;

/** Before which lexemes a line begins, and which of these lines follow an empty one. */
final class Breaks {
  private final List<Lexeme> lexemes;
  private final boolean[] line;
  private final boolean[] blank;

  /** For each lexeme the brace that opens the body around it; -1 outside of bodies. */
  private final int[] body;

  /** For each brace that opens a body the one that closes it. */
  private final int[] end;

  private Breaks(List<Lexeme> lexemes) {
    this.lexemes = lexemes;
    this.line = new boolean[lexemes.size()];
    this.blank = new boolean[lexemes.size()];
    this.body = new int[lexemes.size()];
    this.end = new int[lexemes.size()];
  }

  /** The line ends that the author meant; a body that has one inside is spread over lines. */
  static Breaks of(List<Lexeme> lexemes) {
    Breaks breaks = new Breaks(lexemes);
    breaks.findBodies();
    for (int i = 0; i < lexemes.size(); i++) {
      breaks.line[i] = i == 0 || breaks.isMeant(i);
      breaks.blank[i] = breaks.line[i] && breaks.mayFollowBlank(i) && breaks.lineEnds(i) > 1;
    }
    breaks.spreadBodies();
    return breaks;
  }

  /** Whether a line begins before the lexeme. */
  boolean at(int i) {
    return line[i];
  }

  /** Whether an empty line stands before the lexeme. */
  boolean blankAt(int i) {
    return blank[i];
  }

  void breakAt(int i) {
    line[i] = true;
  }

  /** Whether the body around a lexeme stands on one line with its braces. */
  boolean isOneLine(int i) {
    return body[i] >= 0 && !isHanging(body[i]);
  }

  /** The brace that closes the body which a lexeme opens. */
  int end(int open) {
    return end[open];
  }

  /** Spreads a body over lines: one for each statement. */
  void spread(int open) {
    line[inside(open)] = true;
    line[end[open]] = true;
    for (int i = open + 1; i < end[open]; i++) {
      line[i] |= body[i] == open && lexemes.get(i).role() == Role.STATEMENT;
    }
  }

  private void findBodies() {
    int around = -1;
    for (int i = 0; i < body.length; i++) {
      Lexeme lexeme = lexemes.get(i);
      if (lexeme.role() == Role.CLOSE_BODY) {
        end[lexeme.partner()] = i;
        around = body[lexeme.partner()];
      }
      body[i] = around;
      if (lexeme.role() == Role.OPEN_BODY) {
        around = i;
      }
    }
  }

  private void spreadBodies() {
    for (int open = body.length - 1; open >= 0; open--) {
      if (lexemes.get(open).role() == Role.OPEN_BODY) {
        boolean broken = false;
        for (int i = open + 1; i <= end[open] && !broken; i++) {
          broken = line[i];
        }
        if (broken) {
          line[inside(open)] = true;
          line[end[open]] = true;
        }
      }
    }
  }

  /** Line ends between a lexeme and the one before it. */
  private int lineEnds(int i) {
    String text = lexemes.get(i).span().source().text();
    int ends = 0;
    for (int at = lexemes.get(i - 1).span().end(); at < lexemes.get(i).span().start(); at++) {
      char c = text.charAt(at);
      boolean pair = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
      ends += (c == '\n' || c == '\r') && !pair ? 1 : 0;
    }
    return ends;
  }

  private boolean isMeant(int i) {
    Lexeme before = lexemes.get(i - 1);
    Lexeme lexeme = lexemes.get(i);
    if (before.endsLine() || lexeme.role() == Role.DECLARATION) {
      return true;
    }
    boolean ended = lineEnds(i) > 0;
    if (lexeme.isComment()) {
      return ended;
    }
    return switch (lexeme.role()) {
      case ARROW, COMPARATOR, OPERATOR, WITHIN, BRANCH -> ended || endsAfter(i);
      case STATEMENT -> ended;
      case CLOSE_BODY -> ended && before.role() != Role.OPEN_BODY;
      case CLOSE, CLOSE_REPEAT -> ended && isHanging(lexeme.partner());
      case SEPARATOR, TIGHT, ASSIGN, OPEN_SUFFIX, OPEN_BODY, OPEN_REPEAT -> false;
      default -> ended && mayEndLine(before.role());
    };
  }

  /** Whether the author broke the line behind an operator, which moves in front of it. */
  private boolean endsAfter(int i) {
    return i + 1 < lexemes.size() && !lexemes.get(i + 1).isComment() && lineEnds(i + 1) > 0;
  }

  /** Whether nothing follows an opening bracket on its line. */
  boolean isHanging(int open) {
    return line[inside(open)];
  }

  /** What stands first in brackets; a comment at the end of their line does not count. */
  private int inside(int open) {
    int i = open + 1;
    while (lexemes.get(i).isComment() && !line[i]) {
      i++;
    }
    return i;
  }

  private static boolean mayEndLine(Role role) {
    return switch (role) {
      case OPEN, OPEN_SUFFIX, OPEN_REPEAT, OPEN_BODY, SEPARATOR, ASSIGN, BLOCK_COMMENT -> true;
      default -> false;
    };
  }

  /** Whether only comments at the end of the line stand between an opening bracket and a lexeme. */
  private boolean isFirstInside(int i) {
    int before = i - 1;
    while (before > 0 && lexemes.get(before).isComment() && !line[before]) {
      before--;
    }
    return lexemes.get(before).opens();
  }

  private boolean mayFollowBlank(int i) {
    if (i == 0 || isFirstInside(i) || lexemes.get(i).closes()) {
      return false;
    }
    Role role = lexemes.get(i).role();
    Role before = lexemes.get(i - 1).role();
    return role == Role.DECLARATION
        || role == Role.STATEMENT
        || lexemes.get(i).isComment()
        || lexemes.get(i - 1).isComment()
        || before == Role.SEPARATOR;
  }

  /** A declaration of several lines has an empty line before and after it. */
  void separateDeclarations() {
    int previous = -1;
    boolean previousLong = false;
    for (int i = 0; i < lexemes.size(); i++) {
      if (lexemes.get(i).role() != Role.DECLARATION) {
        continue;
      }
      int end = endOfDeclaration(i);
      boolean isLong = isLong(i, end);
      if (previous >= 0 && (previousLong || isLong)) {
        blankBetween(previous, i);
      }
      previous = end;
      previousLong = isLong;
    }
  }

  /** The last lexeme of a declaration that is no comment. */
  private int endOfDeclaration(int start) {
    int end = start;
    for (int i = start + 1; i < lexemes.size(); i++) {
      if (lexemes.get(i).role() == Role.DECLARATION) {
        break;
      }
      end = lexemes.get(i).isComment() ? end : i;
    }
    return end;
  }

  private boolean isLong(int start, int end) {
    for (int i = start + 1; i <= end; i++) {
      if (line[i]) {
        return true;
      }
    }
    return false;
  }

  private void blankBetween(int end, int start) {
    int first = -1;
    for (int i = start; i > end; i--) {
      if (blank[i]) {
        return;
      }
      first = line[i] ? i : first;
    }
    blank[first] = true;
  }
}
