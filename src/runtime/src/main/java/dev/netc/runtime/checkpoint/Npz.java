package dev.netc.runtime.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * NumPy's npz files: a zip of npy arrays, as {@code numpy.savez} and {@code savez_compressed}
 * write.
 */
public final class Npz {
  /**
   * How much a file may unfold to, so that a small file cannot fill the memory.
   *
   * @param arrays the most arrays
   * @param bytes the most bytes of all arrays together, unpacked
   */
  public record Limits(int arrays, long bytes) {
    /** 10,000 arrays, 4 GiB. */
    public static final Limits DEFAULT = new Limits(10_000, 4L << 30);
  }

  /** Deflate packs at best 1032 bytes into one; a file that states more lies. */
  private static final long BEST_DEFLATE = 1032;

  private static final String SUFFIX = ".npy";

  private final Path file;
  private final Limits limits;

  private Npz(Path file, Limits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** Reads all arrays in the file's order, named without {@code .npy}. */
  public static List<StoredTensor> read(Path file) {
    return read(file, Limits.DEFAULT);
  }

  /**
   * Reads all arrays in the file's order, named without {@code .npy}.
   *
   * @throws CheckpointException if the file is absent, damaged, over the limits, or holds something
   *     else than arrays of plain numbers
   */
  public static List<StoredTensor> read(Path file, Limits limits) {
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(file, "cannot be read: there is no such file");
    }
    Npz reader = new Npz(file, limits);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return reader.read(zip);
    } catch (ZipException e) {
      throw reader.wrong("is not a zip of arrays: " + AtomicFile.reason(e), e);
    } catch (IOException e) {
      throw reader.wrong("cannot be read: " + AtomicFile.reason(e), e);
    }
  }

  private List<StoredTensor> read(ZipFile zip) throws IOException {
    if (zip.size() > limits.arrays) {
      throw wrong("has %d arrays, over the limit of %d".formatted(zip.size(), limits.arrays), null);
    }
    List<? extends ZipEntry> entries = Collections.list(zip.entries());
    check(entries);
    List<StoredTensor> tensors = new ArrayList<>();
    for (ZipEntry entry : entries) tensors.add(readArray(zip, entry));
    return tensors;
  }

  /** All sizes, before anything is unpacked. */
  private void check(List<? extends ZipEntry> entries) {
    long total = 0;
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : entries) {
      String name = entry.getName();
      if (!name.endsWith(SUFFIX)) {
        throw wrong("contains '%s'; expected arrays (.npy) only".formatted(name), null);
      }
      if (!names.add(name)) throw wrong("contains '%s' twice".formatted(name), null);
      if (entry.getSize() < 0 || entry.getCompressedSize() < 0) {
        throw wrong("does not state the size of '%s'".formatted(name), null);
      }
      if (entry.getSize() / BEST_DEFLATE > entry.getCompressedSize()) {
        throw wrong(
            "states that '%s' unfolds from %d to %d bytes, which no zip can do"
                .formatted(name, entry.getCompressedSize(), entry.getSize()),
            null);
      }
      if (entry.getSize() > limits.bytes - total) {
        throw wrong("unfolds to more than the limit of %d bytes".formatted(limits.bytes), null);
      }
      total += entry.getSize();
    }
  }

  private StoredTensor readArray(ZipFile zip, ZipEntry entry) throws IOException {
    String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
    CRC32 crc = new CRC32();
    // ZipFile, unlike ZipInputStream, leaves the checksum to its caller.
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
      StoredTensor tensor =
          new Npy(file, name, entry.getSize(), new BufferedInputStream(in, 1 << 16)).read();
      if (crc.getValue() != entry.getCrc()) {
        throw wrong("array '%s' is damaged: its checksum is wrong".formatted(name), null);
      }
      return tensor;
    } catch (IOException e) {
      throw wrong("array '%s' is damaged: %s".formatted(name, AtomicFile.reason(e)), e);
    }
  }

  private CheckpointException wrong(String problem, Exception cause) {
    return new CheckpointException(
        file, problem, "the file is damaged, or not an npz file of numbers; get it anew", cause);
  }
}
