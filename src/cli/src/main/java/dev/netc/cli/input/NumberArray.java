package dev.netc.cli.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.netc.cli.CommandFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers in nested lists, as JSON writes them: {@code 1.5}, {@code [1, 2]}, {@code [[1, 2], [3,
 * 4]]}.
 *
 * @param dims how long the lists are, the outermost first; empty for one number
 * @param values in row-major order
 */
public record NumberArray(int[] dims, double[] values) {
  private static final int DEEPEST = 16;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  /**
   * Reads the whole of a text.
   *
   * @param what whose numbers they are, for messages
   * @throws CommandFailure if it is something else, or the lists differ in length
   */
  public static NumberArray parse(String what, String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      json.nextToken();
      NumberArray array = read(what, json);
      if (json.nextToken() != null) {
        throw wrong(what, "something follows the numbers");
      }
      return array;
    } catch (JsonParseException e) {
      throw wrong(what, "%s is no number or list of numbers".formatted(shortened(text)));
    } catch (IOException e) {
      throw wrong(what, e.getMessage());
    }
  }

  /** Reads the value that the parser stands at. */
  static NumberArray read(String what, JsonParser json) throws IOException {
    List<Integer> dims = new ArrayList<>();
    Numbers numbers = new Numbers();
    read(what, json, 0, dims, numbers);
    int[] sizes = dims.stream().mapToInt(Integer::intValue).toArray();
    return new NumberArray(sizes, Arrays.copyOf(numbers.values, numbers.count));
  }

  /** A list of numbers that grows. */
  private static final class Numbers {
    private double[] values = new double[16];
    private int count;

    void add(double value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }
  }

  private static void read(
      String what, JsonParser json, int depth, List<Integer> dims, Numbers numbers)
      throws IOException {
    JsonToken token = json.currentToken();
    if (token != null && (token.isNumeric() || token.isBoolean())) {
      numbers.add(
          token.isNumeric() ? json.getDoubleValue() : token == JsonToken.VALUE_TRUE ? 1 : 0);
      if (depth < dims.size()) {
        throw wrong(what, "a number stands where the others are lists");
      }
      return;
    }
    if (token != JsonToken.START_ARRAY || depth > DEEPEST) {
      throw wrong(what, "a number or a list of numbers is needed");
    }
    boolean isFirst = depth == dims.size();
    if (isFirst && numbers.count > 0) {
      throw wrong(what, "a list stands where the others are numbers");
    }
    if (isFirst) {
      dims.add(-1);
    }
    int length = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      read(what, json, depth + 1, dims, numbers);
      length++;
    }
    int known = dims.get(depth);
    if (known >= 0 && known != length) {
      throw wrong(
          what, "lists of the lengths %d and %d stand side by side".formatted(known, length));
    }
    dims.set(depth, length);
  }

  private static CommandFailure wrong(String what, String message) {
    return CommandFailure.wrong(
        "%s: %s".formatted(what, message), "write 1.5, [1, 2] or a nested list");
  }

  private static String shortened(String text) {
    return text.length() > 30 ? text.substring(0, 30) + "…" : text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumberArray array
        && Arrays.equals(dims, array.dims)
        && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(dims) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims) + " " + Arrays.toString(values);
  }
}
