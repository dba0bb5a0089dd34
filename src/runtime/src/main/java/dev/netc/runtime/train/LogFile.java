package dev.netc.runtime.train;

import dev.netc.runtime.checkpoint.CheckpointException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/** A text file that grows line by line, and can be cut back to where a training resumes. */
final class LogFile implements AutoCloseable {
  private final Path file;
  private final BufferedWriter writer;

  /**
   * Opens or makes the file.
   *
   * @param keep whether a line stays; the file is cut before the first that does not, or that has
   *     no end
   */
  LogFile(Path file, Predicate<String> keep) {
    this.file = file;
    try {
      if (Files.exists(file)) cut(keep);
      writer =
          Files.newBufferedWriter(
              file,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  private void cut(Predicate<String> keep) throws IOException {
    long size = 0;
    // Latin-1 maps each byte to one character, so that characters count bytes.
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c != '\n') {
          line.append((char) c);
        } else {
          if (!keep.test(line.toString())) break;
          size += line.length() + 1;
          line.setLength(0);
        }
      }
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  boolean isEmpty() {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  void line(CharSequence text) {
    try {
      writer.append(text).append('\n');
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  private CheckpointException wrong(IOException e) {
    return new CheckpointException(
        file, "the log cannot be written: " + e.getMessage(), "free some space", e);
  }
}
