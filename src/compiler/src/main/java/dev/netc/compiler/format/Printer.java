package dev.netc.compiler.format;

import dev.netc.compiler.parse.Lexeme;
import java.util.ArrayList;
import java.util.List;

/** Writes the lines, with comments at their ends below each other. */
final class Printer {
  /** The least space before a comment at the end of a line. */
  private static final int BEFORE_COMMENT = 4;

  /** Lines whose lengths differ by more have no common column for comments. */
  private static final int MOST = 60;

  /** A line without the comment at its end. */
  private record Line(String text, String comment, boolean afterBlank) {}

  private Printer() {}

  static String print(List<Lexeme> lexemes, Breaks breaks, Layout layout, int[] padding) {
    List<Line> lines = new ArrayList<>();
    int i = 0;
    while (i < lexemes.size()) {
      int end = i + 1;
      while (end < lexemes.size() && !breaks.at(end)) {
        end++;
      }
      lines.add(line(i, end, lexemes, breaks, layout, padding));
      i = end;
    }
    return joined(lines);
  }

  private static Line line(
      int start, int end, List<Lexeme> lexemes, Breaks breaks, Layout layout, int[] padding) {
    StringBuilder line = new StringBuilder(" ".repeat(layout.column(start)));
    int last = end - 1;
    boolean comment = last > start && lexemes.get(last).isComment();
    for (int i = start; i < (comment ? last : end); i++) {
      if (i > start) {
        line.append(" ".repeat(Spacing.before(i, lexemes, breaks) + padding[i]));
      }
      int moved = i > start ? 0 : layout.column(i) - (lexemes.get(i).span().column() - 1);
      line.append(text(lexemes.get(i), moved));
    }
    String behind = comment ? text(lexemes.get(last), 0) : "";
    return new Line(line.toString(), behind, breaks.blankAt(start));
  }

  /**
   * The text of a lexeme; lines of a comment move with its first, and lose the spaces at their end.
   */
  private static String text(Lexeme lexeme, int moved) {
    String text = lexeme.text();
    if (!lexeme.isComment()) {
      return text;
    }
    String[] lines = text.split("\r\n|\r|\n", -1);
    StringBuilder shifted = new StringBuilder(lines[0].stripTrailing());
    for (int i = 1; i < lines.length; i++) {
      String content = lines[i].strip();
      int indent = lines[i].indexOf(content.isEmpty() ? "" : content) + moved;
      shifted.append('\n').append(content.isEmpty() ? "" : " ".repeat(Math.max(0, indent)));
      shifted.append(content);
    }
    return shifted.toString();
  }

  private static String joined(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < lines.size()) {
      int end = commented(lines, i);
      int column = 0;
      for (Line line : lines.subList(i, end)) {
        column = Math.max(column, width(line.text()) + BEFORE_COMMENT);
      }
      for (Line line : lines.subList(i, end)) {
        text.append(line.afterBlank() ? "\n" : "").append(line.text());
        if (!line.comment().isEmpty()) {
          text.append(" ".repeat(column - width(line.text()))).append(line.comment());
        }
        text.append('\n');
      }
      i = end;
    }
    return text.toString();
  }

  /** The end of the run of lines with comments that begins at a line. */
  private static int commented(List<Line> lines, int start) {
    int least = Integer.MAX_VALUE;
    int most = 0;
    int end = start;
    while (end < lines.size() && !lines.get(end).comment().isEmpty()) {
      int width = width(lines.get(end).text());
      least = Math.min(least, width);
      most = Math.max(most, width);
      if (most - least > MOST || end > start && lines.get(end).afterBlank()) {
        break;
      }
      end++;
    }
    return Math.max(end, start + 1);
  }

  private static int width(String text) {
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return last.codePointCount(0, last.length());
  }
}
