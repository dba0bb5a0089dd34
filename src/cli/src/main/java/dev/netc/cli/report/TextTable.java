package dev.netc.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns: the first column to the left, the others as their heads say. */
public final class TextTable {
  private final List<String> head;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param head names of the columns; one that begins with {@code >} goes to the right, as numbers
   *     do
   */
  public TextTable(String... head) {
    this.head = new ArrayList<>();
    this.right = new ArrayList<>();
    for (String name : head) {
      right.add(name.startsWith(">"));
      this.head.add(name.startsWith(">") ? name.substring(1) : name);
    }
  }

  /** Adds a row; missing cells are empty. */
  public TextTable row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Adds a row; missing cells are empty. */
  public TextTable row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a rule between rows. */
  public TextTable rule() {
    rows.add(List.of());
    return this;
  }

  /** The lines, the head and a rule first. */
  public List<String> lines() {
    int[] widths = new int[head.size()];
    measure(head, widths);
    rows.forEach(row -> measure(row, widths));
    List<String> lines = new ArrayList<>();
    lines.add(line(head, widths));
    lines.add(rule(widths));
    rows.forEach(row -> lines.add(row.isEmpty() ? rule(widths) : line(row, widths)));
    return lines;
  }

  private static void measure(List<String> row, int[] widths) {
    for (int i = 0; i < row.size(); i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = i < row.size() ? row.get(i) : "";
      String gap = " ".repeat(widths[i] - cell.length());
      line.append(i == 0 ? "" : "  ").append(right.get(i) ? gap + cell : cell + gap);
    }
    return line.toString().stripTrailing();
  }

  private static String rule(int[] widths) {
    List<String> parts = new ArrayList<>();
    for (int width : widths) {
      parts.add("-".repeat(width));
    }
    return String.join("  ", parts);
  }
}
