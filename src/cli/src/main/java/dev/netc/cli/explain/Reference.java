package dev.netc.cli.explain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reference of the language as Markdown files: all pages that {@code netc explain} shows, those
 * of a kind in one file.
 */
public final class Reference {
  private static final String MADE =
      "<!-- Made of the definitions in the source. To change it, change those; then run\n"
          + "     mvn -pl src/cli -am test -Dtest=ReferenceTest -Dgolden=update"
          + " -Dsurefire.failIfNoSpecifiedTests=false -->\n\n";

  private Reference() {}

  /** The texts of the files by their names. */
  public static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("README.md", contents());
    for (Chapter chapter : Chapter.all()) {
      StringBuilder text = new StringBuilder(MADE);
      text.append("# ").append(chapter.title()).append("\n\n");
      text.append(chapter.about()).append('\n');
      for (ExplainPage page : chapter.pages()) {
        text.append("\n<a id=\"").append(anchor(page)).append("\"></a>\n\n");
        text.append(nested(page.text()));
      }
      files.put(chapter.file(), text.toString());
    }
    return files;
  }

  private static String contents() {
    StringBuilder text = new StringBuilder(MADE);
    text.append("# Reference\n\nThe same pages are shown by `netc explain NAME`.\n");
    for (Chapter chapter : Chapter.all()) {
      text.append("\n## [%s](%s)\n\n".formatted(chapter.title(), chapter.file()));
      for (ExplainPage page : chapter.pages()) {
        text.append("- [%s](%s#%s)".formatted(page.topic(), chapter.file(), anchor(page)));
        text.append(": ").append(page.title()).append('\n');
      }
    }
    return text.toString();
  }

  private static String anchor(ExplainPage page) {
    return page.topic().replace(' ', '-');
  }

  /** A page below the heading of its chapter: its own headings are one level down. */
  private static String nested(String markdown) {
    StringBuilder text = new StringBuilder();
    boolean example = false;
    for (String line : markdown.lines().toList()) {
      example ^= line.startsWith("```");
      text.append(!example && line.startsWith("#") ? "#" : "").append(line).append('\n');
    }
    return text.toString();
  }
}
