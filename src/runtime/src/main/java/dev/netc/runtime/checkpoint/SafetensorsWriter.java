package dev.netc.runtime.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/** Lays out a safetensors file: header with checksums, then the arrays one after another. */
final class SafetensorsWriter {
  /** Every file of netc begins with this; the header's own checksum follows at a fixed place. */
  static final byte[] CHECKSUM_PREFIX =
      "{\"__metadata__\":{\"netc.crc32c\":\"".getBytes(StandardCharsets.US_ASCII);

  static final String METADATA = "__metadata__";
  static final String CHECKSUM_KEY = "netc.crc32c";

  /** Stands where the header's checksum will, while it is computed. */
  static final String NO_CHECKSUM = "00000000";

  private static final int CHUNK = 1 << 16;

  private final Map<String, String> metadata;
  private final List<StoredTensor> tensors;
  private final Storage storage;

  SafetensorsWriter(Map<String, String> metadata, List<StoredTensor> tensors) {
    this(metadata, tensors, Storage.FP32);
  }

  /**
   * @param storage of float32 tensors, whose numbers it keeps
   */
  SafetensorsWriter(Map<String, String> metadata, List<StoredTensor> tensors, Storage storage) {
    Set<String> names = new HashSet<>(Set.of(METADATA));
    for (StoredTensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("two tensors are called '" + tensor.name() + "'");
      }
    }
    this.metadata = metadata;
    this.tensors = tensors;
    this.storage = storage;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(header());
    for (StoredTensor tensor : tensors) encode(tensor, out::write);
  }

  /** The 8 bytes of length and the header, padded with spaces so that the data starts at 8·n. */
  private byte[] header() throws IOException {
    byte[] json = json();
    int length = (json.length + 7) / 8 * 8;
    byte[] bytes = Arrays.copyOf(lengthBytes(length), 8 + length);
    System.arraycopy(json, 0, bytes, 8, json.length);
    Arrays.fill(bytes, 8 + json.length, bytes.length, (byte) ' ');
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    byte[] checksum = hex(crc).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(checksum, 0, bytes, 8 + CHECKSUM_PREFIX.length, checksum.length);
    return bytes;
  }

  private static byte[] lengthBytes(long length) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  private byte[] json() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart(METADATA);
      json.writeStringField(CHECKSUM_KEY, checksums());
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      long begin = 0;
      for (StoredTensor tensor : tensors) {
        long end = begin + (long) tensor.size() * type(tensor).bytes();
        json.writeObjectFieldStart(tensor.name());
        json.writeStringField("dtype", type(tensor).name());
        json.writeFieldName("shape");
        json.writeArray(tensor.shape(), 0, tensor.shape().length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {begin, end}, 0, 2);
        json.writeEndObject();
        begin = end;
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** Room for the header's checksum, then one of each tensor. */
  private String checksums() {
    StringBuilder all = new StringBuilder(NO_CHECKSUM);
    for (StoredTensor tensor : tensors) {
      CRC32C crc = new CRC32C();
      try {
        encode(tensor, crc::update);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      all.append(' ').append(hex(crc));
    }
    return all.toString();
  }

  static String hex(CRC32C crc) {
    return "%08x".formatted(crc.getValue());
  }

  private ElementType type(StoredTensor tensor) {
    return tensor.isDouble() ? ElementType.F64 : storage.type();
  }

  private interface Bytes {
    void take(byte[] bytes, int offset, int length) throws IOException;
  }

  /** Passes on the little-endian bytes, a chunk at a time: no second copy of a large array. */
  private void encode(StoredTensor tensor, Bytes sink) throws IOException {
    byte[] chunk = new byte[CHUNK];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    int width = type(tensor).bytes();
    int perChunk = CHUNK / width;
    for (int at = 0; at < tensor.size(); at += perChunk) {
      int count = Math.min(perChunk, tensor.size() - at);
      if (tensor.isDouble()) {
        buffer.asDoubleBuffer().put(tensor.doubles(), at, count);
      } else if (storage != Storage.FP32) {
        storage.encode(tensor.floats(), at, count, buffer.clear());
      } else {
        buffer.asFloatBuffer().put(tensor.floats(), at, count);
      }
      sink.take(chunk, 0, count * width);
      if (tensor.size() - at <= perChunk) break; // at + perChunk may overflow
    }
  }
}
