package dev.netc.cli.explain;

import dev.netc.compiler.diagnostic.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A page about one topic.
 *
 * @param topic by which it is asked for
 * @param title its first line, a sentence
 * @param text all of it, in Markdown; the title is its first heading
 */
public record ExplainPage(String topic, String title, String text) {

  /** The topics of all pages: the codes of diagnostics, in the order of the catalogue. */
  public static List<String> topics() {
    return Arrays.stream(Code.values()).map(Code::word).toList();
  }

  /** The page about a topic. */
  public static Optional<ExplainPage> find(String topic) {
    return topics().contains(topic) ? Optional.of(read(topic)) : Optional.empty();
  }

  private static ExplainPage read(String topic) {
    String name = "/dev/netc/explain/" + topic + ".md";
    try (InputStream in = Code.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the page " + name + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String title = text.lines().findFirst().orElse("").replaceFirst("^# *", "");
      return new ExplainPage(topic, title, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
