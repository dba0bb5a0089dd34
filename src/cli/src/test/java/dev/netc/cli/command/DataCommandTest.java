package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Terminal;
import dev.netc.runtime.data.download.DownloadableData;
import dev.netc.runtime.data.download.RemoteFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCommandTest {
  private static final byte[] CONTENT = "a very small data set".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path caches;

  private HttpServer server;
  private Terminal terminal;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/mirror/small.bin",
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
          exchange.close();
        });
    server.start();
    terminal = Terminal.files(Map.of("XDG_CACHE_HOME", caches.toString(), "NETC_DATA", "/a:/b"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String mirror(String path) {
    return "http://localhost:%d/%s".formatted(server.getAddress().getPort(), path);
  }

  private int data(String... arguments) throws Exception {
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(CONTENT));
    RemoteFile file =
        new RemoteFile(
            "small.bin", List.of(URI.create("http://localhost:1/")), CONTENT.length, md5);
    DownloadableData small = new DownloadableData("small", List.of(file), List.of());
    CommandLine command = new CommandLine(new DataCommand(terminal.console(), List.of(small)));
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          throw e;
        });
    return command.execute(arguments);
  }

  @Test
  void aDataSetIsBroughtFromAMirror() throws Exception {
    assertEquals(ExitCode.SUCCESS, data("get", "small", "--url", mirror("mirror")));
    Path folder = caches.resolve("netc/data/small");
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("small.bin")));
    assertEquals("small.bin, 21 bytes\n", terminal.err());
    assertEquals("small is now in %s\n".formatted(folder), terminal.out());
  }

  @Test
  void whatIsThereIsNotBroughtAgain() throws Exception {
    data("get", "small", "--url", mirror("mirror"));
    server.stop(0);
    assertEquals(ExitCode.SUCCESS, data("get", "small"));
    assertTrue(terminal.out().contains("small is there already, in "), terminal.out());
  }

  @Test
  void aBarIsDrawnOnTerminals() throws Exception {
    terminal = Terminal.interactive(Map.of("XDG_CACHE_HOME", caches.toString()));
    assertEquals(ExitCode.SUCCESS, data("get", "small", "--url", mirror("mirror")));
    assertTrue(terminal.err().contains("small.bin 100%"), terminal.err());
    assertTrue(terminal.err().endsWith("\r\u001B[K"), "the bar is taken away");
  }

  @Test
  void theListSaysWhatIsThere() throws Exception {
    data("list");
    assertEquals("small  21 bytes to download\n", terminal.out());
    data("get", "small", "--url", mirror("mirror"));
    data("list", "--format", "json");
    assertTrue(terminal.out().contains("\"present\" : true"), terminal.out());
  }

  @Test
  void theFoldersAreShownInTheirOrder() throws Exception {
    data("where");
    assertEquals(
        """
        beside the program
        /a  (from NETC_DATA)
        /b  (from NETC_DATA)
        %s/netc/data  (the cache)
        """
            .formatted(caches),
        terminal.out());
  }

  @Test
  void anUnknownDataSetIsUsage() {
    assertEquals(ExitCode.USAGE, terminal.run("data", "get", "minst"));
    assertEquals(
        """
        error: there is no data set minst to download
         = help: did you mean mnist?
        """,
        terminal.err());
  }

  @Test
  void aServerWithoutTheFileIsNamed() {
    assertEquals(ExitCode.WRONG, terminal.run("data", "get", "mnist", "--url", mirror("empty/")));
    assertTrue(
        terminal.err().contains("error: train-images-idx3-ubyte.gz could not be downloaded"),
        terminal.err());
    assertTrue(terminal.err().contains("status 404"), terminal.err());
    assertFalse(terminal.err().contains("netc failed"), terminal.err());
  }
}
