package dev.netc.cli.explain;

import dev.netc.cli.Channel;
import dev.netc.cli.Style;

/** A page in Markdown as a terminal shows it: headings stand out, examples are indented. */
public final class PageText {
  private PageText() {}

  /** The text to print; every line ends with a line feed. */
  public static String of(String markdown, Channel channel) {
    StringBuilder out = new StringBuilder();
    boolean example = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("```")) {
        example = !example;
      } else if (example) {
        out.append(line.isEmpty() ? "" : "    " + channel.styled(Style.CYAN, line)).append('\n');
      } else if (line.startsWith("#")) {
        String heading = line.replaceFirst("^#+ *", "");
        out.append(channel.styled(Style.BOLD, heading)).append('\n');
      } else {
        out.append(line).append('\n');
      }
    }
    return out.toString();
  }
}
