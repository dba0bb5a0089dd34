package dev.netc.cli.explain;

import dev.netc.compiler.data.DataFunction;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** A file of the reference. */
  private record Chapter(String file, String title, String about, List<ExplainPage> pages) {}

  private static List<Chapter> chapters() {
    return List.of(
        new Chapter(
            "operations.md",
            "Operations and layers",
            "What stands in a net, a loss or a report. Shapes are written without the batch.",
            ExplainPage.operations()),
        new Chapter(
            "readers.md",
            "Readers of data",
            "What begins a data declaration.",
            ExplainPage.data(DataFunction.Kind.READER)),
        new Chapter(
            "transforms.md",
            "Transforms of data",
            "What follows a reader in a data declaration.",
            ExplainPage.data(DataFunction.Kind.TRANSFORM)),
        new Chapter(
            "variations.md",
            "Variations of images",
            "What stands in `augment`.",
            ExplainPage.data(DataFunction.Kind.VARIATION)),
        new Chapter(
            "optimizers.md",
            "Optimisers",
            "What stands behind `optimizer` in a train.",
            ExplainPage.optimizers()),
        new Chapter(
            "schedules.md",
            "Schedules",
            "What stands behind `schedule` in a train.",
            ExplainPage.schedules()),
        new Chapter(
            "initializers.md",
            "Initialisers",
            "What gives parameters their first values.",
            ExplainPage.initializers()),
        new Chapter(
            "messages.md",
            "Messages",
            "What the compiler says, by the word in brackets.",
            ExplainPage.messages()));
  }

  /** The texts of the files by their names. */
  public static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("README.md", contents());
    for (Chapter chapter : chapters()) {
      StringBuilder text = new StringBuilder(MADE);
      text.append("# ").append(chapter.title()).append("\n\n");
      text.append(chapter.about()).append('\n');
      for (ExplainPage page : chapter.pages()) {
        text.append("\n<a id=\"").append(page.topic()).append("\"></a>\n\n");
        text.append(nested(page.text()));
      }
      files.put(chapter.file(), text.toString());
    }
    return files;
  }

  private static String contents() {
    StringBuilder text = new StringBuilder(MADE);
    text.append("# Reference\n\nThe same pages are shown by `netc explain NAME`.\n");
    for (Chapter chapter : chapters()) {
      text.append("\n## [%s](%s)\n\n".formatted(chapter.title(), chapter.file()));
      for (ExplainPage page : chapter.pages()) {
        text.append("- [%s](%s#%s)".formatted(page.topic(), chapter.file(), page.topic()));
        text.append(": ").append(page.title()).append('\n');
      }
    }
    return text.toString();
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
