package dev.netc.compiler.format;

import dev.netc.compiler.parse.Lexeme;
import dev.netc.compiler.parse.Lexeme.Column;
import dev.netc.compiler.parse.Lexeme.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The spaces that bring what is alike in lines below each other: values of settings, the equals
 * signs of bindings, the comparisons of expectations. A blank line, a comment of its own, the
 * second line of a statement and a line of another kind end a run of such lines.
 */
final class Alignment {
  /** Comparisons whose left sides differ by more are left alone: too much white would part them. */
  private static final int FEW = 4;

  /** Where the left sides are long, they may differ by this part of the longest. */
  private static final int PART = 5;

  /** Most spaces before anything else. */
  private static final int MOST = 24;

  private final List<Lexeme> lexemes;
  private final Breaks breaks;
  private final int[] padding;

  /** A cell of a line: where it begins, the kind of what begins there, its width. */
  private record Cell(int start, Column column, boolean statement, int width) {}

  private Alignment(List<Lexeme> lexemes, Breaks breaks) {
    this.lexemes = lexemes;
    this.breaks = breaks;
    this.padding = new int[lexemes.size()];
  }

  /** The spaces to add before each lexeme. */
  static int[] of(List<Lexeme> lexemes, Breaks breaks) {
    Alignment alignment = new Alignment(lexemes, breaks);
    alignment.statements();
    alignment.arguments();
    return alignment.padding;
  }

  // ------------------------------------------------------------ statements

  private void statements() {
    List<List<Cell>> run = new ArrayList<>();
    int i = 0;
    while (i < padding.length) {
      int end = lineEnd(i);
      Role role = lexemes.get(i).role();
      boolean begins = role == Role.STATEMENT || role == Role.DECLARATION;
      if (!begins || breaks.blankAt(i)) {
        align(run, 0);
        run.clear();
      }
      if (begins) {
        run.add(cells(i, end));
      }
      if (opensBody(i, end)) {
        align(run, 0);
        run.clear();
      }
      i = end;
    }
    align(run, 0);
  }

  private int lineEnd(int start) {
    int end = start + 1;
    while (end < padding.length && !breaks.at(end)) {
      end++;
    }
    return end;
  }

  private boolean opensBody(int start, int end) {
    for (int i = start; i < end; i++) {
      if (lexemes.get(i).role() == Role.OPEN_BODY && breaks.end(i) >= end) {
        return true;
      }
    }
    return false;
  }

  /** The cells of a line: what stands outside of brackets from one column to the next. */
  private List<Cell> cells(int start, int end) {
    List<Cell> cells = new ArrayList<>();
    int depth = 0;
    int from = start;
    int width = 0;
    for (int i = start; i < end; i++) {
      Lexeme lexeme = lexemes.get(i);
      depth -= lexeme.closes() ? 1 : 0;
      boolean statement = lexeme.role() == Role.STATEMENT;
      if (i > start && depth == 0 && (statement || begins(i, end))) {
        cells.add(cell(from, width));
        from = i;
        width = 0;
      } else if (i > start) {
        width += Spacing.before(i, lexemes, breaks);
      }
      width += lexeme.text().codePointCount(0, lexeme.text().length());
      depth += lexeme.opens() ? 1 : 0;
    }
    cells.add(cell(from, width));
    return cells;
  }

  private Cell cell(int start, int width) {
    Lexeme lexeme = lexemes.get(start);
    return new Cell(start, lexeme.column(), lexeme.role() == Role.STATEMENT, width);
  }

  private boolean begins(int i, int end) {
    Lexeme lexeme = lexemes.get(i);
    return switch (lexeme.column()) {
      case NONE, ARGUMENT -> false;
      case BODY -> breaks.end(i) < end;
      default -> true;
    };
  }

  /** Aligns the cells after the given one in lines that follow each other and are alike so far. */
  private void align(List<List<Cell>> lines, int cell) {
    int from = 0;
    while (from < lines.size()) {
      int to = from + 1;
      while (to < lines.size() && alike(lines, from, to, cell)) {
        to++;
      }
      List<List<Cell>> group = lines.subList(from, to);
      if (group.size() > 1 && group.get(0).size() > cell + 1) {
        pad(group.stream().map(line -> line.get(cell)).toList(), group, cell);
        align(group, cell + 1);
      }
      from = to;
    }
  }

  /** Whether a line can join a group of lines that begins with another. */
  private static boolean alike(List<List<Cell>> lines, int first, int next, int cell) {
    List<Cell> a = lines.get(first);
    List<Cell> b = lines.get(next);
    if (a.size() <= cell + 1 || b.size() <= cell + 1) {
      return a.size() == b.size();
    }
    Cell x = a.get(cell + 1);
    Cell y = b.get(cell + 1);
    if (x.column() != y.column() || x.statement() != y.statement()) {
      return false;
    }
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (List<Cell> line : lines.subList(first, next + 1)) {
      least = Math.min(least, line.get(cell).width());
      most = Math.max(most, line.get(cell).width());
    }
    int limit = x.column() == Column.COMPARISON ? Math.max(FEW, most / PART) : MOST;
    return most - least <= limit;
  }

  private void pad(List<Cell> cells, List<List<Cell>> lines, int cell) {
    int widest = cells.stream().mapToInt(Cell::width).max().orElse(0);
    for (int i = 0; i < cells.size(); i++) {
      padding[lines.get(i).get(cell + 1).start()] = widest - cells.get(i).width();
    }
  }

  // ------------------------------------------------------------ named arguments

  /** Arguments with names that have a line each. */
  private void arguments() {
    for (int close = 0; close < padding.length; close++) {
      if (lexemes.get(close).role() == Role.CLOSE) {
        arguments(lexemes.get(close).partner(), close);
      }
    }
  }

  private void arguments(int open, int close) {
    List<Integer> signs = new ArrayList<>();
    int depth = 0;
    for (int i = open + 1; i < close; i++) {
      Lexeme lexeme = lexemes.get(i);
      depth += lexeme.opens() ? 1 : lexeme.closes() ? -1 : 0;
      boolean sign = depth == 0 && lexeme.column() == Column.ARGUMENT;
      boolean ownLine = sign && (i == open + 2 || breaks.at(i - 1));
      if (sign && !ownLine) {
        return;
      } else if (sign) {
        signs.add(i);
      }
    }
    int widest = signs.stream().mapToInt(this::nameLength).max().orElse(0);
    for (int sign : signs) {
      padding[sign] = signs.size() > 1 ? widest - nameLength(sign) : 0;
    }
  }

  private int nameLength(int sign) {
    String name = lexemes.get(sign - 1).text();
    return name.codePointCount(0, name.length());
  }
}
