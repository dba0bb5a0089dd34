package dev.netc.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.netc.cli.Channel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes JSON, for programs that read what a command prints. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /** Prints a value over several lines, indented by two spaces. */
  public static void print(Channel channel, Content content) {
    channel.line(text(content, true));
  }

  /** Prints a value on one line, as JSON Lines wants it. */
  public static void printLine(Channel channel, Content content) {
    channel.line(text(content, false));
  }

  /** A value over several lines, without a line feed at the end. */
  public static String text(Content content) {
    return text(content, true);
  }

  private static String text(Content content, boolean indented) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      if (indented) {
        json.setPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      }
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text.toString();
  }

  /** A number that JSON may not have: NaN and the infinities are written as null. */
  public static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    number(json, value);
  }

  /** As {@link #number(JsonGenerator, String, double)}, without a name. */
  public static void number(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }

  /** An array as nested lists of numbers. */
  public static void array(JsonGenerator json, int[] dims, double[] values) throws IOException {
    array(json, dims, values, 0, 0);
  }

  private static void array(JsonGenerator json, int[] dims, double[] values, int axis, int offset)
      throws IOException {
    if (axis == dims.length) {
      number(json, values[offset]);
      return;
    }
    int stride = 1;
    for (int i = axis + 1; i < dims.length; i++) {
      stride *= dims[i];
    }
    json.writeStartArray();
    for (int i = 0; i < dims[axis]; i++) {
      array(json, dims, values, axis + 1, offset + i * stride);
    }
    json.writeEndArray();
  }
}
