package dev.netc.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void replacesTheFile() throws IOException {
    Path file = folder.resolve("f");
    AtomicFile.write(file, out -> out.write("old".getBytes()));
    AtomicFile.write(file, out -> out.write("new".getBytes()));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("f"), names());
  }

  @Test
  void leavesTheOldFileWhereWritingFails() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    CheckpointException e =
        assertThrows(
            CheckpointException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left on device");
                    }));
    assertEquals(
        "cannot be written: No space left on device; what was there before is unchanged",
        e.problem());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("f"), names());
  }

  @Test
  void saysSoOnAFullDisk() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full on this system");
    Path file = Files.writeString(folder.resolve("f"), "old");
    CheckpointException e =
        assertThrows(
            CheckpointException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> out.write(1),
                    temporary -> FileChannel.open(full, StandardOpenOption.WRITE)));
    assertTrue(e.problem().contains("No space left on device"), e.problem());
    assertEquals("old", Files.readString(file));
  }

  @Test
  void cleansUpWhereTheContentBreaks() throws IOException {
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                folder.resolve("f"),
                out -> {
                  throw new IllegalStateException();
                }));
    assertEquals(List.of(), names());
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    Path file = folder.resolve("f");
    long dead = 999_999_999_999L; // over any system's largest process number
    Files.writeString(folder.resolve(".f." + dead + "-1.tmp"), "half");
    Files.writeString(folder.resolve(".f." + ProcessHandle.current().pid() + "-x.tmp"), "alive");
    Files.writeString(folder.resolve(".g." + dead + "-1.tmp"), "another file's");
    AtomicFile.write(file, out -> out.write(1));
    assertEquals(3, names().size());
    assertTrue(Files.notExists(folder.resolve(".f." + dead + "-1.tmp")));
  }

  @Test
  void saysWhereAFolderIsMissing() {
    CheckpointException e =
        assertThrows(
            CheckpointException.class,
            () -> AtomicFile.write(folder.resolve("no/f"), out -> out.write(1)));
    assertEquals("cannot be written: the folder does not exist", e.problem());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }
}
