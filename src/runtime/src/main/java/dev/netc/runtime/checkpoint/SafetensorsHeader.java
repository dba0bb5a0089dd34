package dev.netc.runtime.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON part of a safetensors file, read field by field, every number checked. */
final class SafetensorsHeader {
  /** Where an array lies: bytes {@code begin} (included) to {@code end} (not) after the header. */
  record Entry(String name, ElementType type, long[] shape, long begin, long end) {}

  // Names come from the file: neither remembered over files nor interned in the JVM.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final Path file;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  private SafetensorsHeader(Path file) {
    this.file = file;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /** In the header's order. */
  List<Entry> entries() {
    return entries;
  }

  /**
   * @param bytes the header without its length
   * @param dataSize how many bytes follow the header in the file
   */
  static SafetensorsHeader parse(Path file, byte[] bytes, long dataSize) {
    SafetensorsHeader header = new SafetensorsHeader(file);
    InputStreamReader text =
        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
    try (JsonParser json = JSON.createParser(text)) {
      header.readTop(json);
    } catch (CharacterCodingException e) {
      throw header.wrong("its header is not UTF-8 text", e);
    } catch (JsonProcessingException e) {
      throw header.wrong("its header is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    header.checkLayout(dataSize);
    return header;
  }

  private void readTop(JsonParser json) throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "its header is not a JSON object");
    Set<String> names = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (!names.add(name)) throw wrong("the name '" + name + "' occurs twice", null);
      if (name.equals(SafetensorsWriter.METADATA)) {
        readMetadata(json);
      } else {
        entries.add(readEntry(name, json));
      }
    }
    if (json.nextToken() != null) {
      throw wrong("its header goes on after the closing brace", null);
    }
  }

  private void readMetadata(JsonParser json) throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "__metadata__ is not a JSON object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      expect(
          json.nextToken(), JsonToken.VALUE_STRING, "the metadata '" + key + "' is not a string");
      if (metadata.put(key, json.getText()) != null) {
        throw wrong("the metadata '" + key + "' occurs twice", null);
      }
    }
  }

  private Entry readEntry(String name, JsonParser json) throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, of(name) + "is not described by an object");
    ElementType type = null;
    long[] shape = null;
    long[] offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      boolean repeated =
          switch (field) {
            case "dtype" -> type != null;
            case "shape" -> shape != null;
            case "data_offsets" -> offsets != null;
            default -> throw wrong(of(name) + "has an unknown field '" + field + "'", null);
          };
      if (repeated) throw wrong(of(name) + "has two fields '" + field + "'", null);
      switch (field) {
        case "dtype" -> type = readType(name, json);
        case "shape" -> shape = readNumbers(name, field, Shapes.MAX_RANK, json);
        default -> offsets = readNumbers(name, field, 2, json);
      }
    }
    if (type == null || shape == null || offsets == null) {
      String missing = type == null ? "dtype" : shape == null ? "shape" : "data_offsets";
      throw wrong(of(name) + "has no field '" + missing + "'", null);
    }
    if (offsets.length != 2) {
      throw wrong(of(name) + "has " + offsets.length + " data_offsets; expected 2", null);
    }
    return new Entry(name, type, shape, offsets[0], offsets[1]);
  }

  private ElementType readType(String name, JsonParser json) throws IOException {
    expect(json.currentToken(), JsonToken.VALUE_STRING, of(name) + "has a dtype that is no string");
    String text = json.getText();
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(text)) return type;
    }
    throw wrong(
        of(name)
            + "has the dtype '%s'; expected one of %s"
                .formatted(text, Arrays.toString(ElementType.values())),
        null);
  }

  private long[] readNumbers(String name, String field, int most, JsonParser json)
      throws IOException {
    String numbers = of(name) + "has a '" + field + "' that is not a list of whole numbers ≥ 0";
    expect(json.currentToken(), JsonToken.START_ARRAY, numbers);
    long[] values = new long[most];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, numbers);
      if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER || json.getLongValue() < 0) {
        throw wrong(numbers, null);
      }
      if (count == most) {
        throw wrong(of(name) + "has more than " + most + " numbers in '" + field + "'", null);
      }
      values[count++] = json.getLongValue();
    }
    return Arrays.copyOf(values, count);
  }

  /** The arrays must have the size of their shape and fill the data without hole or overlap. */
  private void checkLayout(long dataSize) {
    List<Entry> byPlace = new ArrayList<>(entries);
    byPlace.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long next = 0;
    for (Entry entry : byPlace) {
      checkSize(entry, dataSize);
      if (entry.begin != next) {
        String what = entry.begin > next ? "leaves a hole before it" : "overlaps the one before it";
        throw wrong(
            of(entry.name)
                + "begins at byte %d and %s; expected %d".formatted(entry.begin, what, next),
            null);
      }
      next = entry.end;
    }
    if (next != dataSize) {
      throw wrong(
          "%d bytes follow its last tensor; expected none".formatted(dataSize - next), null);
    }
  }

  private void checkSize(Entry entry, long dataSize) {
    if (entry.end < entry.begin || entry.end > dataSize) {
      throw wrong(
          of(entry.name)
              + "lies at bytes %d to %d; the file has data of %d bytes"
                  .formatted(entry.begin, entry.end, dataSize),
          null);
    }
    long elements = Shapes.elements(entry.shape);
    long bytes = entry.end - entry.begin;
    if (elements < 0) {
      throw wrong(
          of(entry.name)
              + "has the shape %s, over the limit of %d elements"
                  .formatted(Shapes.text(entry.shape), Shapes.MAX_ELEMENTS),
          null);
    }
    if (elements * entry.type.bytes() != bytes) {
      throw wrong(
          of(entry.name)
              + "has %d bytes; expected %d for %s %s"
                  .formatted(
                      bytes, elements * entry.type.bytes(), entry.type, Shapes.text(entry.shape)),
          null);
    }
  }

  private void expect(JsonToken actual, JsonToken expected, String otherwise) {
    if (actual != expected) throw wrong(otherwise, null);
  }

  private static String of(String name) {
    return "tensor '" + name + "' ";
  }

  private CheckpointException wrong(String problem, Exception cause) {
    return new CheckpointException(file, problem, SafetensorsReader.HINT, cause);
  }
}
