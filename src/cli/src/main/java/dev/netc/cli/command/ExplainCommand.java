package dev.netc.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Channel;
import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Style;
import dev.netc.cli.explain.Chapter;
import dev.netc.cli.explain.ExplainPage;
import dev.netc.cli.explain.PageText;
import dev.netc.cli.report.Json;
import dev.netc.compiler.diagnostic.Suggestion;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code netc explain}: the pages of the reference. */
@Command(
    name = "explain",
    header = "Explains a message, or whatever a program can be made of.",
    description = {
      "",
      "The page about a message says what it means and how to mend the program; "
          + "the other pages have formulas, parameters with their defaults, and an example."
    },
    footer = {
      "",
      "Examples:",
      "  netc explain                   lists all pages",
      "  netc explain shape-mismatch    the page about a message",
      "  netc explain dense             the page about an operation",
      "  netc explain weight_decay      the page about a setting of a train",
      "  netc explain augment           the page about a transform of data"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = {
        "The word in brackets of a message, as in error[shape-mismatch], or the name of an",
        "operation, a setting, a declaration, an optimizer, initializer, schedule or function of",
        "data."
      })
  private List<String> words = List.of();

  @Mixin private FormatOption format;

  public ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (words.isEmpty()) {
      list();
    } else {
      show(page());
    }
    return ExitCode.SUCCESS;
  }

  private ExplainPage page() {
    String topic = String.join(" ", words);
    return ExplainPage.find(topic)
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "there is no page about " + topic,
                    Suggestion.nearest(topic, ExplainPage.topics())
                        .map("did you mean %s?"::formatted)
                        .orElse("`netc explain` lists all pages")));
  }

  private void show(ExplainPage page) {
    if (format.isJson()) {
      Json.print(
          console.out(),
          json -> {
            json.writeStartObject();
            json.writeStringField("topic", page.topic());
            json.writeStringField("title", page.title());
            json.writeStringField("text", page.text());
            json.writeEndObject();
          });
    } else {
      console.out().print(PageText.of(page.text(), console.out()));
    }
  }

  private void list() {
    if (format.isJson()) {
      Json.print(
          console.out(),
          json -> {
            json.writeStartArray();
            for (Chapter chapter : Chapter.all()) {
              write(json, chapter.kind(), chapter.pages());
            }
            json.writeEndArray();
          });
      return;
    }
    boolean first = true;
    for (Chapter chapter : Chapter.all()) {
      if (!first) {
        console.out().line("");
      }
      print(chapter.title(), chapter.pages());
      first = false;
    }
  }

  private static void write(JsonGenerator json, String kind, List<ExplainPage> pages)
      throws IOException {
    for (ExplainPage page : pages) {
      json.writeStartObject();
      json.writeStringField("topic", page.topic());
      json.writeStringField("kind", kind);
      json.writeStringField("title", page.title());
      json.writeEndObject();
    }
  }

  private void print(String heading, List<ExplainPage> pages) {
    Channel out = console.out();
    out.line(out.styled(Style.BOLD, heading));
    int width = pages.stream().mapToInt(page -> page.topic().length()).max().orElse(0);
    for (ExplainPage page : pages) {
      String gap = " ".repeat(width + 2 - page.topic().length());
      out.line("  " + out.styled(Style.CYAN, page.topic()) + gap + page.title());
    }
  }
}
