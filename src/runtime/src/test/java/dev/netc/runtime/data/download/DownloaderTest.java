package dev.netc.runtime.data.download;

import static dev.netc.runtime.data.Reports.assertReport;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataPath;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloaderTest {
  private static final String NAME = "images.gz";

  @TempDir Path dir;
  private FileServer server;
  private final List<Long> progress = new ArrayList<>();
  private final Downloader downloader =
      new Downloader((file, done, total) -> progress.add(done), Duration.ZERO);

  /** 200,000 bytes without a pattern that a mistake of place could keep. */
  private final byte[] content = new byte[200_000];

  @BeforeEach
  void start() throws IOException {
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 + i / 256 * 7);
    }
    server = new FileServer().put(NAME, content);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private DownloadableData data(URI... mirrors) {
    return data(content.length, md5(content), mirrors);
  }

  private static DownloadableData data(long size, String md5, URI... mirrors) {
    return new DownloadableData(
        "some", List.of(new RemoteFile(NAME, List.of(mirrors), size, md5)), List.of());
  }

  private Path folder() {
    return dir.resolve("some");
  }

  private void putPart(byte[] bytes) throws IOException {
    Files.createDirectories(folder());
    Files.write(folder().resolve(NAME + ".part"), bytes);
  }

  private void assertArrived() throws IOException {
    assertArrayEquals(content, Files.readAllBytes(folder().resolve(NAME)));
    assertFalse(Files.exists(folder().resolve(NAME + ".part")));
  }

  private void assertReported(String expected, DownloadableData data) {
    String server = this.server.uri("").toString();
    DataException e = assertThrows(DataException.class, () -> downloader.get(data, dir));
    assertEquals(
        expected.strip(),
        e.report().replace(server, "SERVER/").replaceAll("after [0-9]+ of", "after N of"));
  }

  @Test
  void aWholeFileArrives() throws IOException {
    assertFalse(Downloader.isPresent(data(server.uri(NAME)), folder()));
    assertEquals(folder(), downloader.get(data(server.uri(NAME)), dir));
    assertArrived();
    assertTrue(Downloader.isPresent(data(server.uri(NAME)), folder()));
    assertEquals(0, progress.get(0));
    assertEquals(content.length, progress.get(progress.size() - 1));
    assertEquals(progress.stream().sorted().toList(), progress);
    downloader.get(data(server.uri(NAME)), dir);
    assertEquals(1, server.ranges.size(), "what is there is not fetched again");
  }

  @Test
  void aBrokenDownloadGoesOnWhereItEnded() throws IOException {
    putPart(Arrays.copyOf(content, 150_000));
    downloader.get(data(server.uri(NAME)), dir);
    assertArrived();
    assertEquals(List.of("bytes=150000-"), server.ranges);
    assertEquals(150_000, progress.get(0));
  }

  @Test
  void aConnectionThatEndsIsTriedAgainFromThere() throws IOException {
    server.breaks = 2;
    downloader.get(data(server.uri(NAME)), dir);
    assertArrived();
    assertEquals(3, server.ranges.size());
    assertEquals("", server.ranges.get(0));
    assertTrue(server.ranges.get(1).startsWith("bytes="), server.ranges.toString());
  }

  @Test
  void aServerThatCannotContinueStartsAnew() throws IOException {
    server.resumes = false;
    putPart(Arrays.copyOf(content, 150_000));
    downloader.get(data(server.uri(NAME)), dir);
    assertArrived();
  }

  @Test
  void aPartThatIsWholeIsOnlyChecked() throws IOException {
    putPart(content);
    downloader.get(data(server.uri(NAME)), dir);
    assertArrived();
    assertEquals(List.of(), server.ranges);
  }

  @Test
  void aPartOfSomethingElseIsThrownAway() throws IOException {
    putPart(new byte[1000]);
    downloader.get(data(server.uri(NAME)), dir);
    assertArrived();
    putPart(new byte[content.length + 1]);
    Files.delete(folder().resolve(NAME));
    downloader.get(data(server.uri(NAME)), dir);
    assertArrived();
  }

  @Test
  void aBusyServerIsTriedAgain() throws IOException {
    server.busy = 2;
    downloader.get(data(server.uri(NAME)), dir);
    assertArrived();
  }

  @Test
  void theNextMirrorIsTried() throws IOException {
    downloader.get(data(server.uri("none"), server.uri(NAME)), dir);
    assertArrived();
    assertEquals(2, server.ranges.size(), "a file that is not there is not asked for again");
  }

  @Test
  void aWrongChecksumIsExplainedAndNothingKept() {
    assertReported(
        """
        images.gz could not be downloaded
          SERVER/images.gz: the file has another checksum than it should
          = help: run the same command again: it goes on where this one ended
        """,
        data(content.length, md5(new byte[1]), server.uri(NAME)));
    assertFalse(Files.exists(folder().resolve(NAME)));
    assertEquals(0, folder().resolve(NAME + ".part").toFile().length());
  }

  @Test
  void aFileThatIsNotThereIsExplained() {
    assertReported(
        """
        images.gz could not be downloaded
          SERVER/none: the server answers with status 404
          SERVER/neither: the server answers with status 404
          = help: run the same command again: it goes on where this one ended
        """,
        data(server.uri("none"), server.uri("neither")));
  }

  @Test
  void aConnectionThatAlwaysEndsIsExplainedAndThePartKept() {
    server.breaks = 100;
    assertReported(
        """
        images.gz could not be downloaded
          SERVER/images.gz: the connection ended after N of 200000 bytes
          = help: run the same command again: it goes on where this one ended
        """,
        data(server.uri(NAME)));
    assertTrue(folder().resolve(NAME + ".part").toFile().length() > 0);
  }

  @Test
  void aFileOfAnotherLengthIsExplained() {
    assertReported(
        """
        images.gz could not be downloaded
          SERVER/images.gz: the server's file has more than the expected 1000 bytes
          = help: run the same command again: it goes on where this one ended
        """,
        data(1000, md5(content), server.uri(NAME)));
  }

  @Test
  void aServerThatIsNotThereIsExplained() {
    URI nowhere = server.uri(NAME);
    server.close();
    DataException e = assertThrows(DataException.class, () -> downloader.get(data(nowhere), dir));
    assertEquals(
        "images.gz could not be downloaded\n  " + nowhere + ": no connection", e.getMessage());
  }

  @Test
  void twoDownloadsOfOneFileDoNotMeet() throws IOException {
    putPart(new byte[0]);
    try (FileChannel other =
            FileChannel.open(folder().resolve(NAME + ".part"), StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      assertTrue(lock.isValid());
      assertReport(
          """
          images.gz is being downloaded by another netc
            = help: wait until that has ended
          """,
          () -> downloader.get(data(server.uri(NAME)), dir));
    }
  }

  @Test
  void anArchiveIsUnpackedAndNotKept() throws IOException {
    byte[] archive = new TarArchive().add("b/one.bin", "1").add("b/two.bin", "22").gzip();
    server.put("b.tar.gz", archive);
    RemoteFile file =
        new RemoteFile("b.tar.gz", List.of(server.uri("b.tar.gz")), archive.length, md5(archive));
    DownloadableData data = new DownloadableData("b", List.of(file), List.of("one.bin", "two.bin"));
    Path folder = downloader.get(data, dir);
    assertEquals("22", Files.readString(folder.resolve("two.bin")));
    assertFalse(Files.exists(folder.resolve("b.tar.gz")));
    assertTrue(Downloader.isPresent(data, folder));
  }

  @Test
  void everyKnownDataSetIsNamedInMessagesToo() {
    assertEquals(
        DataPath.DOWNLOADABLE, DownloadableData.ALL.stream().map(DownloadableData::name).toList());
    for (DownloadableData data : DownloadableData.ALL) {
      assertEquals(data, DownloadableData.named(data.name()).orElseThrow());
      for (RemoteFile file : data.files()) {
        assertTrue(file.md5().matches("[0-9a-f]{32}"), file.name());
        assertTrue(file.mirrors().stream().allMatch(m -> m.getScheme().equals("https")));
      }
    }
  }
}
