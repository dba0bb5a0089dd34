package dev.netc.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Channel;
import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Style;
import dev.netc.cli.explain.ExplainPage;
import dev.netc.cli.explain.PageText;
import dev.netc.cli.report.Json;
import dev.netc.compiler.data.DataFunction.Kind;
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
    header = "Explains a message, an operation, a setting or a function of data.",
    description = {
      "",
      "The page about a message says what it means and how to mend the program; "
          + "the page about an operation its formula and its parameters; so do the pages about "
          + "readers and transforms of data."
    },
    footer = {
      "",
      "Examples:",
      "  netc explain                   lists all pages",
      "  netc explain shape-mismatch    the page about a message",
      "  netc explain dense             the page about an operation",
      "  netc explain augment           the page about a transform of data"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "TOPIC",
      description = {
        "The word in brackets of a message, as in error[shape-mismatch],",
        "or the name of an operation, optimizer, initializer, schedule or function of data."
      })
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
    if (format.isJson()) {
      Json.print(
          console.out(),
          json -> {
            json.writeStartArray();
            write(json, "message", ExplainPage.messages());
            write(json, "operation", ExplainPage.operations());
            write(json, "optimizer", ExplainPage.optimizers());
            write(json, "initializer", ExplainPage.initializers());
            write(json, "schedule", ExplainPage.schedules());
            for (Kind kind : Kind.values()) {
              write(json, kind.word(), ExplainPage.data(kind));
            }
            json.writeEndArray();
          });
      return;
    }
    print("Messages", ExplainPage.messages());
    console.out().line("");
    print("Operations", ExplainPage.operations());
    console.out().line("");
    print("Optimizers", ExplainPage.optimizers());
    console.out().line("");
    print("Initializers", ExplainPage.initializers());
    console.out().line("");
    print("Schedules", ExplainPage.schedules());
    console.out().line("");
    print("Readers of data", ExplainPage.data(Kind.READER));
    console.out().line("");
    print("Transforms of data", ExplainPage.data(Kind.TRANSFORM));
    console.out().line("");
    print("Variations of images, in augment", ExplainPage.data(Kind.VARIATION));
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
