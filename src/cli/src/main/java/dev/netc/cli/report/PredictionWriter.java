package dev.netc.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Channel;
import dev.netc.runtime.net.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the answers of a network, a line for each row: JSON objects or CSV. */
public final class PredictionWriter {
  private final Channel channel;
  private final List<TensorSpec> outputs;
  private final boolean asCsv;
  private final boolean asClasses;

  /**
   * @param asClasses whether several numbers are shown as the position of the largest
   */
  public PredictionWriter(
      Channel channel, List<TensorSpec> outputs, boolean asCsv, boolean asClasses) {
    this.channel = channel;
    this.outputs = outputs;
    this.asCsv = asCsv;
    this.asClasses = asClasses;
  }

  /** Writes the head, if there is one. */
  public void begin() {
    if (!asCsv) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (TensorSpec output : outputs) {
      if (isOneNumber(output)) {
        names.add(output.name());
      } else {
        for (int i = 0; i < output.size(); i++) {
          names.add("%s[%d]".formatted(output.name(), i));
        }
      }
    }
    channel.line(String.join(",", names));
  }

  private boolean isOneNumber(TensorSpec output) {
    return asClasses || output.shape().length == 0;
  }

  /** Writes the answers of one row. */
  public void row(Map<String, float[]> values) {
    if (asCsv) {
      List<String> cells = new ArrayList<>();
      for (TensorSpec output : outputs) {
        float[] numbers = values.get(output.name());
        if (isClass(output)) {
          cells.add(String.valueOf(largest(numbers)));
        } else {
          for (float number : numbers) {
            cells.add(String.valueOf(number));
          }
        }
      }
      channel.line(String.join(",", cells));
    } else {
      Json.printLine(channel, json -> write(json, values));
    }
  }

  private boolean isClass(TensorSpec output) {
    return asClasses && output.size() > 1;
  }

  private void write(JsonGenerator json, Map<String, float[]> values) throws IOException {
    json.writeStartObject();
    for (TensorSpec output : outputs) {
      float[] numbers = values.get(output.name());
      json.writeFieldName(output.name());
      if (isClass(output)) {
        json.writeNumber(largest(numbers));
      } else {
        write(json, numbers, output.shape(), 0, 0);
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, float[] numbers, int[] shape, int axis, int offset)
      throws IOException {
    if (axis == shape.length) {
      if (Float.isFinite(numbers[offset])) {
        json.writeNumber(numbers[offset]);
      } else {
        json.writeNull();
      }
      return;
    }
    int stride = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      stride *= shape[i];
    }
    json.writeStartArray();
    for (int i = 0; i < shape[axis]; i++) {
      write(json, numbers, shape, axis + 1, offset + i * stride);
    }
    json.writeEndArray();
  }

  /** The position of the largest number; of equal ones the first. */
  private static int largest(float[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }
}
