package dev.netc.cli.explain;

import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A page of the reference about one topic.
 *
 * @param topic by which it is asked for
 * @param title one line
 * @param text all of it, in Markdown; the title is its first heading
 */
public record ExplainPage(String topic, String title, String text) {

  /** All names that have a page; an operation has one under each of its names. */
  public static List<String> topics() {
    return Stream.concat(all().map(ExplainPage::topic), Catalogue.names().stream())
        .distinct()
        .toList();
  }

  /**
   * The page about a topic: all that is called so, one below the other. A setting of several words
   * is found by the first of them too.
   */
  public static Optional<ExplainPage> find(String topic) {
    String name = Catalogue.find(topic).map(Operation::name).orElse(topic);
    return joined(page -> page.topic().equals(name))
        .or(() -> joined(page -> page.topic().startsWith(name + " ")));
  }

  private static Optional<ExplainPage> joined(Predicate<ExplainPage> isMeant) {
    return all()
        .filter(isMeant)
        .reduce((a, b) -> new ExplainPage(a.topic(), a.title(), a.text() + "\n" + b.text()));
  }

  private static Stream<ExplainPage> all() {
    return Chapter.all().stream().flatMap(chapter -> chapter.pages().stream());
  }
}
