package dev.netc.runtime.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Replaces a file as a whole: whoever reads it, at any moment, even after a power failure, finds
 * the old bytes or the new ones. The new bytes go to a temporary file in the same folder, are
 * forced to the disk, and take the old name in one rename.
 */
public final class AtomicFile {
  private static final AtomicLong COUNT = new AtomicLong();
  private static final String TEMPORARY = ".tmp";

  /** Writes the new bytes to a buffered stream, which it need not close. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Opens the temporary file; a test replaces it by one on a full disk. */
  @FunctionalInterface
  interface Opener {
    FileChannel open(Path temporary) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes {@code file}, new or instead of the old one. A link is replaced, not followed.
   *
   * @throws CheckpointException if it cannot be written; the old file is then untouched and the
   *     temporary one gone
   */
  public static void write(Path file, Content content) {
    write(
        file,
        content,
        temporary ->
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  static void write(Path file, Content content, Opener opener) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CheckpointException(file, "cannot be written: the folder does not exist");
    }
    String prefix = "." + file.getFileName() + ".";
    long process = ProcessHandle.current().pid();
    Path temporary = folder.resolve(prefix + process + "-" + COUNT.incrementAndGet() + TEMPORARY);
    try {
      removeLeftovers(folder, prefix);
      try (FileChannel channel = opener.open(temporary)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      force(folder);
    } catch (IOException e) {
      throw new CheckpointException(
          file,
          "cannot be written: " + reason(e) + "; what was there before is unchanged",
          "free some space or name another folder",
          e);
    } finally {
      deleteQuietly(temporary);
    }
  }

  /**
   * Without this, a power failure could undo the rename; where folders cannot be forced, it may.
   */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder as a file. The bytes are safe and the name follows soon.
      return;
    }
  }

  /** Removes what a killed process left: temporary files of this name whose process is gone. */
  private static void removeLeftovers(Path folder, String prefix) throws IOException {
    DirectoryStream.Filter<Path> leftover =
        path -> {
          String name = path.getFileName().toString();
          if (!name.startsWith(prefix) || !name.endsWith(TEMPORARY)) return false;
          String id = name.substring(prefix.length()).split("-", 2)[0];
          return id.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(id)).isEmpty();
        };
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, leftover)) {
      for (Path path : paths) deleteQuietly(path);
    }
  }

  private static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Only space is lost, and the next writer of this name tries again.
      return;
    }
  }

  /** What went wrong without the path, which the message has already. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) return "there is no such file";
    if (e instanceof java.nio.file.AccessDeniedException) return "access is denied";
    if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
