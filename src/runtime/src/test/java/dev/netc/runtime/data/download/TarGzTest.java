package dev.netc.runtime.data.download;

import static dev.netc.runtime.data.Reports.assertReport;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzTest {
  @TempDir Path dir;
  private Path archive;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    archive = dir.resolve("a.tar.gz");
    folder = Files.createDirectories(dir.resolve("inner").resolve("out"));
  }

  private void unpack(byte[] bytes, String... members) throws IOException {
    Files.write(archive, bytes);
    TarGz.unpack(archive, List.of(members), folder);
  }

  private List<String> written() throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(Files::isRegularFile)
          .map(f -> dir.relativize(f).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void theWantedFilesAreWritten() throws IOException {
    String content = "x".repeat(70_000);
    byte[] bytes =
        new TarArchive()
            .add("batches/", '5', new byte[0])
            .add("batches/a.bin", content)
            .add("batches/readme.html", "not wanted")
            .add("batches/b.bin", "")
            .gzip();
    unpack(bytes, "a.bin", "b.bin");
    assertEquals(List.of("a.tar.gz", "inner/out/a.bin", "inner/out/b.bin"), written());
    assertEquals(content, Files.readString(folder.resolve("a.bin")));
  }

  @Test
  void noPathOfAnArchiveLeadsElsewhere() throws IOException {
    byte[] bytes =
        new TarArchive()
            .add("../../evil.bin", "evil")
            .add("/tmp/evil.bin", "evil")
            .add("..", "evil")
            .add("../a.bin", "stays inside")
            .add("b.bin", '2', new byte[0]) // a symbolic link
            .add("batches/b.bin", "a file")
            .gzip();
    unpack(bytes, "a.bin", "b.bin");
    assertEquals(List.of("a.tar.gz", "inner/out/a.bin", "inner/out/b.bin"), written());
    assertEquals("a file", Files.readString(folder.resolve("b.bin")));
  }

  @Test
  void aMissingMemberIsNamed() throws IOException {
    byte[] bytes = new TarArchive().add("a.bin", "a").gzip();
    assertReport(
        """
        the archive lacks b.bin, c.bin
          --> DIR/a.tar.gz
          = help: delete it
        """,
        dir,
        () -> unpack(bytes, "a.bin", "b.bin", "c.bin"));
  }

  @Test
  void damagedArchivesAreExplained() throws IOException {
    byte[] tar = new TarArchive().add("a.bin", "a".repeat(5000)).tar();
    byte[] wrongHeader = tar.clone();
    wrongHeader[0] ^= 1;
    byte[] packed = TarArchive.gzip(tar);
    List<byte[]> damaged =
        List.of(
            TarArchive.gzip(wrongHeader),
            TarArchive.gzip(Arrays.copyOf(tar, 2000)),
            Arrays.copyOf(packed, packed.length / 2),
            "no archive at all, but some text".getBytes(),
            new byte[0]);
    for (byte[] bytes : damaged) {
      assertReport(
          """
          the archive is damaged
            --> DIR/a.tar.gz
            = help: delete it
          """,
          dir,
          () -> unpack(bytes, "a.bin"));
    }
  }
}
