package dev.netc.runtime.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A safetensors file: 8 bytes with the header's length, a JSON header, the arrays' bytes, all
 * little endian. Source: the format's description in github.com/huggingface/safetensors.
 *
 * <p>Files that netc writes carry a CRC-32C of the header and of each array in the metadata, so
 * that any changed byte is found and named on reading; other programs ignore it.
 *
 * @param metadata free strings, in the file's order, without netc's checksums
 * @param tensors in the header's order
 * @param checked whether the file carried checksums; they were then right
 */
public record Safetensors(
    Map<String, String> metadata, List<StoredTensor> tensors, boolean checked) {
  /** The longest header: the limit of the format's own implementation. */
  public static final int MAX_HEADER = 100_000_000;

  /** What a file with these contents will be. */
  public Safetensors(Map<String, String> metadata, List<StoredTensor> tensors) {
    this(metadata, tensors, true);
  }

  public Safetensors {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = List.copyOf(tensors);
  }

  /**
   * Reads a whole file.
   *
   * @throws CheckpointException if it is absent, truncated, not a safetensors file, or damaged
   */
  public static Safetensors read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new SafetensorsReader(file, channel).read();
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be read: " + AtomicFile.reason(e), null, e);
    }
  }

  /**
   * Writes a file atomically. The same contents give the same bytes, the tensors in their order.
   *
   * @throws IllegalArgumentException if two tensors share a name
   * @throws CheckpointException if the file cannot be written
   */
  public void write(Path file) {
    SafetensorsWriter writer = new SafetensorsWriter(metadata, tensors);
    AtomicFile.write(file, writer::writeTo);
  }

  /**
   * As {@link #write(Path)}, every number in a format of its own: the nearest of that format.
   *
   * @throws CheckpointException if a number is too large for the format, or the file cannot be
   *     written
   */
  public void write(Path file, Storage storage) {
    List<StoredTensor> rounded = tensors.stream().map(t -> storage.rounded(file, t)).toList();
    SafetensorsWriter writer = new SafetensorsWriter(metadata, rounded, storage);
    AtomicFile.write(file, writer::writeTo);
  }

  /** The tensor of this name. */
  public Optional<StoredTensor> tensor(String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }
}
