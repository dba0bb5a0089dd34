package dev.netc.compiler.format;

import dev.netc.compiler.parse.Lexeme;
import dev.netc.compiler.parse.Lexeme.Column;
import dev.netc.compiler.parse.Lexeme.Role;
import java.util.List;

/** Finds the column of each lexeme, from left to right and from line to line. */
final class Layout {
  static final int INDENT = 4;

  /** Nothing is placed below something that stands further right than this. */
  private static final int RIGHTMOST = Formatter.WIDTH / 2;

  private final List<Lexeme> lexemes;
  private final Breaks breaks;
  private final int[] padding;
  private final int[] column;

  /** The column behind each lexeme. */
  private final int[] end;

  /** What each lexeme stands in, found when it is reached. */
  private final Frame[] frames;

  /** The first lexeme of the line of each lexeme. */
  private final int[] first;

  Layout(List<Lexeme> lexemes, Breaks breaks, int[] padding) {
    this.lexemes = lexemes;
    this.breaks = breaks;
    this.padding = padding;
    this.column = new int[lexemes.size()];
    this.end = new int[lexemes.size()];
    this.first = new int[lexemes.size()];
    this.frames = new Frame[lexemes.size() + 1];
    this.frames[0] = Frame.file();
  }

  int column(int i) {
    return column[i];
  }

  /** Finds all columns. */
  void place() {
    for (int i = 0; i < column.length; i++) {
      place(i);
    }
  }

  /** Adds line breaks where lines are too long, as far as they can be broken. */
  void wrap() {
    int i = 0;
    while (i < column.length) {
      place(i);
      boolean ends = i + 1 == column.length || breaks.at(i + 1);
      int broken = ends && width(i) > Formatter.WIDTH ? breakLine(first[i], i) : -1;
      i = broken >= 0 ? broken : i + 1;
    }
  }

  /** The width of the line up to a lexeme, without a comment at its end. */
  private int width(int last) {
    int i = last;
    while (i > first[last] && lexemes.get(i).isComment()) {
      i--;
    }
    return lexemes.get(i).isComment() ? 0 : end[i];
  }

  /** Breaks a line; returns the lexeme to go on from, or -1 if it cannot be broken. */
  private int breakLine(int from, int last) {
    for (int i = from; i <= last; i++) {
      boolean body = lexemes.get(i).role() == Role.OPEN_BODY && !breaks.isHanging(i);
      if (body && breaks.end(i) <= last) {
        breaks.spread(i);
        return from;
      }
    }
    int best = -1;
    for (int i = from + 1; i <= last; i++) {
      boolean possible = rank(i) < NEVER && indent(i, frames[i]) < column[i];
      if (possible && (best < 0 || isBetter(i, best))) {
        best = i;
      }
    }
    if (best >= 0) {
      breaks.breakAt(best);
    }
    return best;
  }

  /** Where what precedes fits; then the outermost place, the best kind, and the last of these. */
  private boolean isBetter(int i, int other) {
    boolean fits = end[i - 1] <= Formatter.WIDTH;
    boolean otherFits = end[other - 1] <= Formatter.WIDTH;
    if (fits != otherFits) {
      return fits;
    }
    int byDepth = Integer.compare(depth(i), depth(other));
    int byRank = Integer.compare(rank(i), rank(other));
    int order = byDepth != 0 ? byDepth : byRank;
    return order < 0 || order == 0 && fits;
  }

  private int depth(int i) {
    int depth = 0;
    for (Frame f = frames[i]; f.kind() == Frame.Kind.BRACKET; f = f.outer()) {
      depth++;
    }
    return depth;
  }

  private static final int NEVER = 9;

  /** How well a line can be broken before a lexeme; 0 is best. */
  private int rank(int i) {
    Role role = lexemes.get(i).role();
    if (lexemes.get(i).isComment()) {
      return NEVER;
    }
    return switch (role) {
      case STATEMENT -> breaks.isOneLine(i) ? NEVER : 0;
      case ARROW -> lexemes.get(i).partner() == i ? NEVER : 1;
      case BRANCH -> lexemes.get(i).text().equals("else") ? 1 : NEVER;
      case COMPARATOR -> 3;
      case OPERATOR -> 4;
      case WITHIN -> 5;
      default -> lexemes.get(i - 1).role() == Role.SEPARATOR ? 2 : NEVER;
    };
  }

  private void place(int i) {
    Lexeme lexeme = lexemes.get(i);
    boolean begins = breaks.at(i);
    first[i] = begins ? i : first[i - 1];
    column[i] =
        begins
            ? indent(i, frames[i])
            : end[i - 1] + Spacing.before(i, lexemes, breaks) + padding[i];
    end[i] = endOf(lexeme, column[i]);
    frames[i + 1] = next(i, lexeme, frames[i]);
  }

  private static int endOf(Lexeme lexeme, int column) {
    String text = lexeme.text();
    int lineEnd = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    return lineEnd < 0
        ? column + text.codePointCount(0, text.length())
        : text.length() - lineEnd - 1;
  }

  private Frame next(int i, Lexeme lexeme, Frame frame) {
    return switch (lexeme.role()) {
      case DECLARATION, STATEMENT -> frame.statement(i);
      case OPEN_BODY -> frame.body(i, frame.content() + INDENT);
      case CLOSE_BODY -> frame.afterBody();
      case OPEN, OPEN_SUFFIX, OPEN_REPEAT -> bracket(i, frame);
      case CLOSE, CLOSE_REPEAT -> frame.outer();
      default -> frame;
    };
  }

  private Frame bracket(int i, Frame frame) {
    int line = column[first[i]];
    if (breaks.isHanging(i) || end[i] > RIGHTMOST) {
      return frame.bracket(i, line + INDENT, line);
    }
    int inside = end[i] + (lexemes.get(i).role() == Role.OPEN_REPEAT ? 1 : 0);
    return frame.bracket(i, inside, column[i]);
  }

  // ------------------------------------------------------------ beginnings of lines

  private int indent(int i, Frame frame) {
    Lexeme lexeme = lexemes.get(i);
    if (lexeme.isComment()) {
      return commentIndent(i, frame);
    }
    return switch (lexeme.role()) {
      case DECLARATION -> 0;
      case STATEMENT -> frame.enclosing().content();
      case CLOSE_BODY -> frame.enclosing().close();
      case CLOSE, CLOSE_REPEAT -> frame.close();
      case ARROW -> lexeme.partner() == i ? continuation(frame) : below(lexeme.partner(), frame);
      case BRANCH -> below(lexeme.partner(), frame);
      default -> beginsItem(i) ? items(frame) : continuation(frame);
    };
  }

  /** As what follows it, or as what stands before it where a bracket closes. */
  private int commentIndent(int i, Frame frame) {
    int next = i;
    while (next < column.length && lexemes.get(next).isComment()) {
      next++;
    }
    if (next == column.length) {
      return 0;
    }
    return switch (lexemes.get(next).role()) {
      case CLOSE_BODY -> frame.enclosing().content();
      case CLOSE, CLOSE_REPEAT -> frame.content();
      case ARROW ->
          lexemes.get(next).partner() == next
              ? continuation(frame)
              : below(lexemes.get(next).partner(), frame);
      default -> indent(next, frame);
    };
  }

  private int below(int other, Frame frame) {
    return column[other] <= RIGHTMOST ? column[other] : continuation(frame);
  }

  private static int continuation(Frame frame) {
    return frame.content() + INDENT;
  }

  /** Whether a lexeme is the first of a bracket or follows a comma. */
  private boolean beginsItem(int i) {
    int before = i - 1;
    while (before >= 0 && lexemes.get(before).isComment()) {
      before--;
    }
    return before >= 0
        && (lexemes.get(before).opens() || lexemes.get(before).role() == Role.SEPARATOR);
  }

  /** The column of items that follow a comma: in a setting that of its first. */
  private int items(Frame frame) {
    if (frame.kind() != Frame.Kind.STATEMENT) {
      return frame.content();
    }
    int second = frame.open() + 1;
    boolean value = second < column.length && lexemes.get(second).column() == Column.VALUE;
    return value && !breaks.at(second) ? column[second] : continuation(frame);
  }
}
