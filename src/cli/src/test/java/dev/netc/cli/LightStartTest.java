package dev.netc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
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
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("out.txt")));
    List<String> heavy =
        Files.readAllLines(loaded).stream()
            .filter(line -> line.contains(" org.nd4j.") || line.contains(" org.bytedeco."))
            .toList();
    assertEquals(List.of(), heavy);
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
