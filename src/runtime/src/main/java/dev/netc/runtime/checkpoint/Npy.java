package dev.netc.runtime.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * NumPy's npy files, versions 1 to 3: one array of plain numbers. Python objects, which would mean
 * running code from the file, are refused.
 */
public final class Npy {
  /** Far over any real header; NumPy's own limit for untrusted files is 10,000. */
  private static final int MAX_HEADER = 1 << 16;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int CHUNK = 1 << 16;

  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          Map.entry("f2", ElementType.F16),
          Map.entry("f4", ElementType.F32),
          Map.entry("f8", ElementType.F64),
          Map.entry("i1", ElementType.I8),
          Map.entry("i2", ElementType.I16),
          Map.entry("i4", ElementType.I32),
          Map.entry("i8", ElementType.I64),
          Map.entry("u1", ElementType.U8),
          Map.entry("u2", ElementType.U16),
          Map.entry("u4", ElementType.U32),
          Map.entry("b1", ElementType.BOOL));

  private final Path file;
  private final String name;
  private final long size;
  private final InputStream in;

  /**
   * @param name of the array, for messages and the result
   * @param size how many bytes the stream should have
   */
  Npy(Path file, String name, long size, InputStream in) {
    this.file = file;
    this.name = name;
    this.size = size;
    this.in = in;
  }

  /**
   * Reads a file of one array, named after the file without {@code .npy}.
   *
   * @throws CheckpointException if it is absent, truncated, or not an array of plain numbers
   */
  public static StoredTensor read(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.npy$", "");
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new Npy(file, name, Files.size(file), in).read();
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be read: " + AtomicFile.reason(e), null, e);
    }
  }

  StoredTensor read() throws IOException {
    byte[] start = take(8);
    for (int i = 0; i < MAGIC.length; i++) {
      if (start[i] != MAGIC[i]) throw wrong("does not begin as an npy file does");
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw wrong("has the npy version %d; expected 1, 2 or 3".formatted(version));
    }
    int lengthBytes = version == 1 ? 2 : 4;
    ByteBuffer length = ByteBuffer.wrap(take(lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
    long headerSize =
        version == 1 ? length.getShort() & 0xffff : Integer.toUnsignedLong(length.getInt());
    if (headerSize > MAX_HEADER || headerSize > size - 8 - lengthBytes) {
      throw wrong("states a header of %d bytes in %d".formatted(headerSize, size));
    }
    byte[] header = take((int) headerSize);
    NpyHeader parsed = parse(header);
    return readArray(parsed, size - 8 - lengthBytes - headerSize);
  }

  private NpyHeader parse(byte[] header) {
    try {
      return NpyHeader.parse(new String(header, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw wrong("has a header that " + e.getMessage());
    }
  }

  private StoredTensor readArray(NpyHeader header, long dataSize) throws IOException {
    ElementType type = type(header.descr());
    long elements = Shapes.elements(header.shape());
    if (elements < 0) {
      throw wrong(
          "has the shape %s, over the limit of %d elements"
              .formatted(Shapes.text(header.shape()), Shapes.MAX_ELEMENTS));
    }
    if (elements * type.bytes() != dataSize) {
      throw wrong(
          "has %d bytes of data; expected %d for %s %s"
              .formatted(
                  dataSize, elements * type.bytes(), header.descr(), Shapes.text(header.shape())));
    }
    ByteOrder order =
        header.descr().charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ArrayTarget target = ArrayTarget.allocate(file, name, type, (int) elements);
    for (int at = 0; at < target.size(); ) {
      int count = Math.min(CHUNK / type.bytes(), target.size() - at);
      target.decode(ByteBuffer.wrap(take(count * type.bytes())).order(order), at, count);
      at += count;
    }
    if (in.read() >= 0) throw wrong("goes on after its data");
    return header.fortranOrder() && header.shape().length > 1
        ? target.tensorFromFortran(header.shape())
        : target.tensor(header.shape());
  }

  /**
   * From {@code <f4}: byte order, kind, bytes. {@code =} is the writer's order, in practice little.
   */
  private ElementType type(String descr) {
    boolean hasOrder = !descr.isEmpty() && "<>|=".indexOf(descr.charAt(0)) >= 0;
    ElementType type = TYPES.get(hasOrder ? descr.substring(1) : descr);
    if (type != null && (hasOrder || type.bytes() == 1)) return type;
    boolean objects = descr.contains("O");
    throw new CheckpointException(
        file,
        objects
            ? "array '%s' holds Python objects (pickle), which can run code".formatted(name)
            : "array '%s' has the type '%s'; expected floats, integers or booleans"
                .formatted(name, descr),
        "save it from Python with .astype('float32')");
  }

  private byte[] take(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) throw wrong("ends too early");
    return bytes;
  }

  private CheckpointException wrong(String problem) {
    return new CheckpointException(
        file,
        "array '%s' %s".formatted(name, problem),
        "the file is damaged, or not of NumPy's; get it anew");
  }
}
