package dev.netc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that compute nothing start fast: they load no class of ND4J or a native library. */
class LightStartTest {
  @TempDir private Path folder;

  private void assertLight(String... arguments) throws IOException, InterruptedException {
    Path loaded = folder.resolve("loaded.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(input().toFile())
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("out.txt")));
    List<String> heavy =
        Files.readAllLines(loaded).stream()
            .filter(line -> line.contains(" org.nd4j.") || line.contains(" org.bytedeco."))
            .toList();
    assertEquals(List.of(), heavy);
  }

  /** What an editor says to the language server; other commands do not read it. */
  private Path input() throws IOException {
    String uri = folder.resolve("a.net").toUri().toString();
    StringBuilder messages = new StringBuilder();
    for (String message :
        List.of(
            "\"id\": 1, \"method\": \"initialize\", \"params\": {\"capabilities\": {}}",
            """
            "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "%s",
            "languageId": "net", "version": 1, "text": "net A { input x [2]  output x -> relu }"}}
            """
                .formatted(uri),
            """
            "id": 2, "method": "textDocument/hover", "params":
            {"textDocument": {"uri": "%s"}, "position": {"line": 0, "character": 35}}
            """
                .formatted(uri),
            "\"id\": 3, \"method\": \"shutdown\"",
            "\"method\": \"exit\"")) {
      String json = "{\"jsonrpc\": \"2.0\", " + message + "}";
      int length = json.getBytes(StandardCharsets.UTF_8).length;
      messages.append("Content-Length: ").append(length).append("\r\n\r\n").append(json);
    }
    return Files.writeString(folder.resolve("input.txt"), messages.toString());
  }

  private String program() throws IOException {
    Path program = folder.resolve("first");
    if (!Files.exists(program)) {
      assertEquals(0, Terminal.files().run("new", program));
    }
    return program.resolve("first.net").toString();
  }

  @Test
  void check() throws Exception {
    assertLight("check", program());
  }

  @Test
  void fmt() throws Exception {
    assertLight("fmt", program());
  }

  @Test
  void lsp() throws Exception {
    assertLight("lsp");
    assertTrue(Files.readString(folder.resolve("out.txt")).contains("\"hoverProvider\":true"));
  }

  @Test
  void describe() throws Exception {
    assertLight("describe", program());
  }

  @Test
  void explain() throws Exception {
    assertLight("explain", "dense");
  }

  @Test
  void version() throws Exception {
    assertLight("version");
  }

  @Test
  void data() throws Exception {
    assertLight("data", "list");
  }
}
