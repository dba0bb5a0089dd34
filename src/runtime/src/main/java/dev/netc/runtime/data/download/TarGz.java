package dev.netc.runtime.data.download;

import dev.netc.runtime.data.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Takes files out of a {@code .tar.gz}. Form: POSIX.1-1988, ustar: blocks of 512 bytes, a header
 * before each file.
 *
 * <p>Only files that are asked for are written, under the names by which they are asked for and
 * never by a path from the archive: so no archive can write elsewhere.
 */
final class TarGz {
  private static final int BLOCK = 512;

  private final InputStream in;
  private final byte[] header = new byte[BLOCK];

  private TarGz(InputStream in) {
    this.in = in;
  }

  /**
   * @param members last names of the files wanted, whatever folder of the archive they are in
   * @param folder to write them to; each gets its name only when it is whole
   * @throws DataException if the archive is damaged or lacks a member
   */
  static void unpack(Path archive, List<String> members, Path folder) throws IOException {
    Set<String> missing = new LinkedHashSet<>(members);
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive), 1 << 16))) {
      new TarGz(in).unpack(missing, folder);
    } catch (ZipException | EOFException e) {
      throw new DataException(archive.toString(), 0, "the archive is damaged", "delete it", e);
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          archive.toString(), 0, "the archive lacks " + String.join(", ", missing), "delete it");
    }
  }

  private void unpack(Set<String> missing, Path folder) throws IOException {
    while (nextHeader()) {
      long size = size();
      String name = lastName();
      boolean regular = header[156] == '0' || header[156] == 0;
      if (regular && missing.remove(name)) {
        write(size, folder.resolve(name));
      } else {
        in.skipNBytes(size);
      }
      in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }
  }

  /** Reads the next header; false at the end, which is an empty block. */
  private boolean nextHeader() throws IOException {
    if (in.readNBytes(header, 0, BLOCK) < BLOCK) {
      throw new EOFException();
    }
    int sum = 8 * ' '; // The checksum's own field counts as blanks.
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? 0 : header[i] & 0xff;
    }
    if (sum == 8 * ' ') {
      return false;
    }
    if (sum != octal(148, 8)) {
      throw new ZipException("a header with a wrong checksum");
    }
    return true;
  }

  private long size() throws IOException {
    return octal(124, 12);
  }

  private long octal(int at, int length) throws IOException {
    String digits = text(at, length).strip();
    if (!digits.matches("[0-7]{1,11}")) {
      throw new ZipException("a header with a wrong number");
    }
    return Long.parseLong(digits, 8);
  }

  private String lastName() {
    String path = text(0, 100);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private String text(int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.ISO_8859_1);
  }

  private void write(long size, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(part)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = size; left > 0; ) {
        int n = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        if (n == 0) {
          throw new EOFException();
        }
        out.write(buffer, 0, n);
        left -= n;
      }
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
