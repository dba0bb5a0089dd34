package dev.netc.cli.report;

import dev.netc.cli.Channel;
import dev.netc.cli.Style;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Report;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link Report} in colours: the same characters, so that nothing moves. */
final class ColouredReport {
  private static final Pattern HEAD = Pattern.compile("(\\w+\\[[\\w-]+\\])(: .*)");
  private static final Pattern PLACE = Pattern.compile("( *-->)(.*)");
  private static final Pattern MARKS = Pattern.compile("( +\\|)([ ^|-]*)(.*)");
  private static final Pattern CODE = Pattern.compile("( *\\d+ \\|)(.*)");
  private static final Pattern NOTE = Pattern.compile("( +=)( help:)?(.*)");

  private final Channel channel;
  private final Style mark;

  private ColouredReport(Channel channel, Style mark) {
    this.channel = channel;
    this.mark = mark;
  }

  static String of(Diagnostic diagnostic, Channel channel) {
    String plain = Report.of(diagnostic);
    if (!channel.isColoured()) {
      return plain;
    }
    Style style = diagnostic.isError() ? Style.RED : Style.YELLOW;
    ColouredReport colours = new ColouredReport(channel, style);
    StringBuilder text = new StringBuilder();
    plain.lines().forEach(line -> text.append(colours.line(line)).append('\n'));
    return text.toString();
  }

  private String line(String line) {
    Matcher head = HEAD.matcher(line);
    if (head.matches()) {
      return mark.of(head.group(1)) + Style.BOLD.of(head.group(2));
    }
    Matcher place = PLACE.matcher(line);
    if (place.matches()) {
      return Style.BLUE.of(place.group(1)) + place.group(2);
    }
    Matcher code = CODE.matcher(line);
    if (code.matches()) {
      return Style.BLUE.of(code.group(1)) + code.group(2);
    }
    Matcher marks = MARKS.matcher(line);
    if (marks.matches()) {
      return Style.BLUE.of(marks.group(1)) + mark.of(marks.group(2)) + mark.of(marks.group(3));
    }
    Matcher note = NOTE.matcher(line);
    if (note.matches()) {
      String help = note.group(2) == null ? "" : Style.CYAN.of(note.group(2));
      return Style.BLUE.of(note.group(1)) + help + note.group(3);
    }
    return line;
  }
}
