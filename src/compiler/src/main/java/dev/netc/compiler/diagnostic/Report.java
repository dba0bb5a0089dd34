package dev.netc.compiler.diagnostic;

import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A diagnostic as people read it: the message, the line with its places marked, the reasons and the
 * way out.
 *
 * <pre>
 * error[shape-mismatch]: the matrices of '@' do not fit
 *   --> shop.net:12:14
 *    |
 * 12 |     hidden = x @ w + b
 *    |              - ^ - w is [100, 50]
 *    |              |
 *    |              x is [784]
 *    |
 *    = the 784 columns of x meet the 100 rows of w
 *    = help: declare  param w [784, 50]
 * </pre>
 */
public final class Report {
  private static final int WIDEST_LINE = 160;

  private Report() {}

  /** All diagnostics, one after the other, an empty line between them. */
  public static String of(List<Diagnostic> diagnostics) {
    return String.join("\n", diagnostics.stream().map(Report::of).toList());
  }

  /** One diagnostic; every line ends with a line feed. */
  public static String of(Diagnostic d) {
    Span span = d.span();
    StringBuilder out = new StringBuilder();
    out.append(d.severity().word()).append('[').append(d.code().word()).append("]: ");
    out.append(message(d)).append('\n');
    String gutter = " ".repeat(String.valueOf(lastLine(d)).length());
    if (!span.source().name().isEmpty()) {
      out.append(gutter).append("--> ").append(span).append('\n');
      out.append(gutter).append(" |\n");
      appendPlaces(out, d, gutter);
      boolean more = !d.notes().isEmpty() || d.help().isPresent();
      if (more) {
        out.append(gutter).append(" |\n");
      }
    }
    appendReasons(out, d, gutter);
    return out.toString();
  }

  /** The message alone, fit for a terminal. */
  public static String message(Diagnostic d) {
    return printable(d.message());
  }

  /** The report without its message and place, for who shows these in a form of their own. */
  public static String details(Diagnostic d) {
    long shown = d.span().source().name().isEmpty() ? 1 : 2;
    return of(d).lines().skip(shown).collect(Collectors.joining("\n"));
  }

  private static void appendReasons(StringBuilder out, Diagnostic d, String gutter) {
    for (String note : d.notes()) {
      out.append(gutter).append(" = ").append(printable(note)).append('\n');
    }
    d.help()
        .ifPresent(
            help -> out.append(gutter).append(" = help: ").append(printable(help)).append('\n'));
  }

  private static int lastLine(Diagnostic d) {
    int last = d.span().line();
    for (Label label : d.labels()) {
      if (label.span().source() == d.span().source()) {
        last = Math.max(last, label.span().line());
      }
    }
    return last;
  }

  private static void appendPlaces(StringBuilder out, Diagnostic d, String gutter) {
    Source source = d.span().source();
    List<Integer> lines = new ArrayList<>(List.of(d.span().line()));
    for (Label label : d.labels()) {
      if (label.span().source() == source && !lines.contains(label.span().line())) {
        lines.add(label.span().line());
      }
    }
    lines.sort(Comparator.naturalOrder());
    for (int line : lines) {
      appendLine(out, d, gutter, line);
    }
    for (Label label : d.labels()) {
      if (label.span().source() != source) {
        out.append(gutter).append(" = ").append(label.span()).append(": ");
        out.append(label.text()).append('\n');
      }
    }
  }

  private static void appendLine(StringBuilder out, Diagnostic d, String gutter, int line) {
    String number = String.valueOf(line);
    String text = d.span().source().lineText(line).replace('\t', ' ');
    String shown = text.length() > WIDEST_LINE ? text.substring(0, WIDEST_LINE) + " …" : text;
    out.append(" ".repeat(gutter.length() - number.length())).append(number);
    out.append(" | ").append(printable(shown)).append('\n');
    for (String marks : marks(d, line)) {
      out.append(gutter).append(" | ").append(marks).append('\n');
    }
  }

  /** A control character of a hostile file must not reach the terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  private record Mark(int from, int to, boolean primary, String text) {}

  private static List<String> marks(Diagnostic d, int line) {
    List<Mark> marks = new ArrayList<>();
    boolean labelled = false;
    for (Label label : d.labels()) {
      if (label.span().source() == d.span().source() && label.span().line() == line) {
        boolean primary = label.span().equals(d.span());
        labelled |= primary;
        marks.add(mark(label.span(), primary, label.text()));
      }
    }
    if (!labelled && d.span().line() == line) {
      marks.add(mark(d.span(), true, ""));
    }
    marks.sort(Comparator.comparingInt(Mark::from));
    StringBuilder underline = underline(marks);
    Mark last = marks.get(marks.size() - 1);
    boolean roomBehind = underline.length() <= last.to();
    if (roomBehind && !last.text().isEmpty()) {
      underline.append(' ').append(last.text());
    }
    List<String> rows = new ArrayList<>(List.of(underline.toString()));
    rows.addAll(hangingTexts(roomBehind ? marks.subList(0, marks.size() - 1) : marks));
    return rows;
  }

  private static Mark mark(Span span, boolean primary, String text) {
    int from = Math.min(span.column() - 1, WIDEST_LINE);
    int lineEnd = Math.min(span.source().lineText(span.line()).length(), WIDEST_LINE);
    int to = Math.max(from + 1, Math.min(from + span.end() - span.start(), lineEnd));
    return new Mark(from, to, primary, text);
  }

  private static StringBuilder underline(List<Mark> marks) {
    StringBuilder row = new StringBuilder();
    for (boolean primary : new boolean[] {false, true}) {
      for (Mark mark : marks) {
        if (mark.primary() == primary) {
          put(row, mark.from(), (primary ? "^" : "-").repeat(mark.to() - mark.from()));
        }
      }
    }
    return row;
  }

  /** Texts for which there is no room behind the marks hang below, the rightmost first. */
  private static List<String> hangingTexts(List<Mark> marks) {
    List<Mark> hanging = new ArrayList<>();
    for (Mark mark : marks) {
      if (!mark.text().isEmpty()) {
        hanging.add(mark);
      }
    }
    List<String> rows = new ArrayList<>();
    while (!hanging.isEmpty()) {
      StringBuilder bars = new StringBuilder();
      hanging.forEach(mark -> put(bars, mark.from(), "|"));
      rows.add(bars.toString());
      Mark rightmost = hanging.remove(hanging.size() - 1);
      StringBuilder texts = new StringBuilder();
      hanging.forEach(mark -> put(texts, mark.from(), "|"));
      put(texts, rightmost.from(), rightmost.text());
      rows.add(texts.toString());
    }
    return rows;
  }

  private static void put(StringBuilder row, int at, String text) {
    while (row.length() < at + text.length()) {
      row.append(' ');
    }
    row.replace(at, at + text.length(), text);
  }
}
