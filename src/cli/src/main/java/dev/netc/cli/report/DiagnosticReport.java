package dev.netc.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Channel;
import dev.netc.cli.Console;
import dev.netc.cli.Style;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Fix;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the compiler has to say about programs, shown to people or to programs. */
public final class DiagnosticReport {
  private DiagnosticReport() {}

  /** Whether any of them keeps the program from running. */
  public static boolean hasErrors(List<Diagnostic> diagnostics) {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** Prints the diagnostics as messages, an empty line between them, and then how many they are. */
  public static void print(Console console, List<Diagnostic> diagnostics) {
    Channel err = console.err();
    for (Diagnostic diagnostic : diagnostics) {
      err.print(ColouredReport.of(diagnostic, err) + "\n");
    }
    if (!diagnostics.isEmpty()) {
      Style style = hasErrors(diagnostics) ? Style.RED : Style.YELLOW;
      err.line(err.styled(style, summary(diagnostics)));
    }
  }

  /** How many there are of each kind: {@code 2 errors, 1 warning}. */
  public static String summary(List<Diagnostic> diagnostics) {
    long errors = diagnostics.stream().filter(Diagnostic::isError).count();
    List<String> counts = new ArrayList<>();
    if (errors > 0) {
      counts.add(count(errors, "error"));
    }
    if (diagnostics.size() > errors) {
      counts.add(count(diagnostics.size() - errors, "warning"));
    }
    return String.join(", ", counts);
  }

  private static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** Writes a list of diagnostics; lines and columns count from 1, ends are exclusive. */
  public static void write(JsonGenerator json, List<Diagnostic> diagnostics) throws IOException {
    json.writeStartArray();
    for (Diagnostic diagnostic : diagnostics) {
      write(json, diagnostic);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Diagnostic d) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", d.span().source().name());
    writePlace(json, d.span());
    json.writeStringField("code", d.code().word());
    json.writeStringField("severity", d.severity().word());
    json.writeStringField("message", d.message());
    json.writeArrayFieldStart("notes");
    for (String note : d.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeStringField("help", d.help().orElse(null));
    json.writeFieldName("fix");
    if (d.fix().isPresent()) {
      write(json, d.fix().get());
    } else {
      json.writeNull();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Fix fix) throws IOException {
    json.writeStartObject();
    writePlace(json, fix.span());
    json.writeStringField("replacement", fix.replacement());
    json.writeEndObject();
  }

  private static void writePlace(JsonGenerator json, Span span) throws IOException {
    Source source = span.source();
    json.writeNumberField("line", span.line());
    json.writeNumberField("column", span.column());
    json.writeNumberField("endLine", source.line(span.end()));
    json.writeNumberField("endColumn", source.column(span.end()));
  }
}
