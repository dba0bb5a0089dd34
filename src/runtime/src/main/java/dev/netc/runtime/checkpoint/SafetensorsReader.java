package dev.netc.runtime.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** Reads one safetensors file, trusting nothing in it before it is checked. */
final class SafetensorsReader {
  static final String HINT = "the file is damaged, or not a safetensors file; get it anew";

  private static final int CHUNK = 1 << 20;

  private final Path file;
  private final FileChannel channel;

  SafetensorsReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  Safetensors read() throws IOException {
    byte[] start = readHeader();
    byte[] json = Arrays.copyOfRange(start, 8, start.length);
    boolean checked = startsWithChecksum(json);
    if (checked) checkHeader(start);
    long dataSize = channel.size() - start.length;
    SafetensorsHeader header = SafetensorsHeader.parse(file, json, dataSize);
    Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
    String checksums = metadata.remove(SafetensorsWriter.CHECKSUM_KEY);
    List<StoredTensor> tensors = new ArrayList<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      String expected = checked ? checksum(checksums, tensors.size()) : null;
      tensors.add(readTensor(entry, start.length, expected));
    }
    return new Safetensors(metadata, tensors, checked);
  }

  /** The 8 bytes of length, and the header of that length. */
  private byte[] readHeader() throws IOException {
    long size = channel.size();
    if (size < 8) {
      throw wrong(
          "ends after %d bytes; a safetensors file begins with 8 that give its header's length"
              .formatted(size));
    }
    ByteBuffer first = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    readFully(first, 0);
    long length = first.getLong(0);
    long most = Math.min(size - 8, Safetensors.MAX_HEADER);
    if (length < 2 || length > most) {
      throw wrong(
          "states a header of %s bytes; expected 2 to %d in a file of %d"
              .formatted(Long.toUnsignedString(length), most, size));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length + 8);
    readFully(bytes, 0);
    return bytes.array();
  }

  private static boolean startsWithChecksum(byte[] json) {
    byte[] prefix = SafetensorsWriter.CHECKSUM_PREFIX;
    return json.length >= prefix.length + SafetensorsWriter.NO_CHECKSUM.length()
        && Arrays.equals(json, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** The header's checksum was taken with zeros in its own place. */
  private void checkHeader(byte[] start) {
    byte[] zeros = SafetensorsWriter.NO_CHECKSUM.getBytes(StandardCharsets.US_ASCII);
    int at = 8 + SafetensorsWriter.CHECKSUM_PREFIX.length;
    String stored = new String(start, at, zeros.length, StandardCharsets.ISO_8859_1);
    byte[] copy = start.clone();
    System.arraycopy(zeros, 0, copy, at, zeros.length);
    CRC32C crc = new CRC32C();
    crc.update(copy);
    if (!SafetensorsWriter.hex(crc).equals(stored)) {
      throw wrong(
          "its header is damaged: its checksum is %s; expected %s"
              .formatted(SafetensorsWriter.hex(crc), stored));
    }
  }

  private String checksum(String all, int tensor) {
    int from = (tensor + 1) * (SafetensorsWriter.NO_CHECKSUM.length() + 1);
    int to = from + SafetensorsWriter.NO_CHECKSUM.length();
    if (to > all.length()) throw wrong("has a checksum missing");
    return all.substring(from, to);
  }

  /** The header has been checked against the file's size: the array is no larger than the file. */
  private StoredTensor readTensor(SafetensorsHeader.Entry entry, long dataStart, String checksum)
      throws IOException {
    int width = entry.type().bytes();
    int size = (int) ((entry.end() - entry.begin()) / width);
    ArrayTarget target = ArrayTarget.allocate(file, entry.name(), entry.type(), size);
    CRC32C crc = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, (long) size * width));
    chunk.order(ByteOrder.LITTLE_ENDIAN);
    int perChunk = CHUNK / width;
    for (int at = 0; at < size; at += Math.min(perChunk, size - at)) {
      int count = Math.min(perChunk, size - at);
      chunk.clear().limit(count * width);
      readFully(chunk, dataStart + entry.begin() + (long) at * width);
      crc.update(chunk.array(), 0, count * width);
      chunk.flip();
      target.decode(chunk, at, count);
    }
    if (checksum != null && !SafetensorsWriter.hex(crc).equals(checksum)) {
      throw wrong(
          "tensor '%s' is damaged: its checksum is %s; expected %s"
              .formatted(entry.name(), SafetensorsWriter.hex(crc), checksum));
    }
    return target.tensor(entry.shape());
  }

  private void readFully(ByteBuffer into, long position) throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) throw wrong("ends at byte %d while it is being read".formatted(at));
      at += read;
    }
  }

  private CheckpointException wrong(String problem) {
    return new CheckpointException(file, problem, HINT);
  }
}
