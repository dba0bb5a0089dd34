package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Style;
import dev.netc.cli.explain.ExplainPage;
import dev.netc.cli.explain.PageText;
import dev.netc.cli.report.Json;
import dev.netc.compiler.diagnostic.Suggestion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code netc explain}: the page of the reference about a message. */
@Command(
    name = "explain",
    header = "Explains a message: what it means, and how to mend the program.",
    footer = {
      "",
      "Examples:",
      "  netc explain                   lists all pages",
      "  netc explain shape-mismatch    the page about one message"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      description = "The word in brackets of a message, as in error[shape-mismatch].")
  private String topic;

  @Mixin private FormatOption format;

  public ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (topic == null) {
      list();
    } else {
      show(page());
    }
    return ExitCode.SUCCESS;
  }

  private ExplainPage page() {
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
    List<ExplainPage> pages =
        ExplainPage.topics().stream().map(topic -> ExplainPage.find(topic).orElseThrow()).toList();
    if (format.isJson()) {
      Json.print(
          console.out(),
          json -> {
            json.writeStartArray();
            for (ExplainPage page : pages) {
              json.writeStartObject();
              json.writeStringField("topic", page.topic());
              json.writeStringField("title", page.title());
              json.writeEndObject();
            }
            json.writeEndArray();
          });
      return;
    }
    int width = pages.stream().mapToInt(page -> page.topic().length()).max().orElse(0);
    for (ExplainPage page : pages) {
      String topic = console.out().styled(Style.BOLD, page.topic());
      console.out().line(topic + " ".repeat(width + 2 - page.topic().length()) + page.title());
    }
  }
}
