package dev.netc.runtime.data;

import static dev.netc.runtime.data.Reports.assertReport;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPathTest {
  @TempDir Path dir;

  private DataPath path() {
    String folders = dir.resolve("one") + File.pathSeparator + dir.resolve("two");
    return DataPath.of(dir.resolve("program"), Map.of("NETC_DATA", folders), dir.resolve("home"));
  }

  private Path make(String folder) throws IOException {
    return Files.createDirectories(dir.resolve(folder));
  }

  @Test
  void placesAreLookedAtInTheirOrder() throws IOException {
    Path cached = make("home/.cache/netc/data/mnist");
    assertEquals(cached, path().find("data/mnist"));
    Path second = make("two/mnist");
    assertEquals(second, path().find("data/mnist"));
    Path first = make("one/data/mnist");
    assertEquals(first, path().find("data/mnist"));
    Path beside = make("program/data/mnist");
    assertEquals(beside, path().find("data/mnist"));
    assertEquals(second, path().find("mnist"));
    assertEquals(cached, path().find(cached.toString()));
  }

  @Test
  void theEnvironmentNamesFolders() {
    assertEquals(List.of(dir.resolve("one"), dir.resolve("two")), path().folders());
    assertEquals(dir.resolve("home/.cache/netc/data"), path().cache());
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", dir.resolve("xdg").toString());
    assertEquals(dir.resolve("xdg/netc/data"), DataPath.cache(environment, dir));
    assertEquals(List.of(), DataPath.of(dir, environment, dir).folders());
  }

  @Test
  void whatIsNowhereIsExplained() {
    assertReport(
        """
        there is no data `data/mnist`; looked at
          DIR/program/data/mnist
          DIR/one/data/mnist
          DIR/one/mnist
          DIR/two/data/mnist
          DIR/two/mnist
          DIR/home/.cache/netc/data/data/mnist
          DIR/home/.cache/netc/data/mnist
          = help: `netc data get mnist` downloads it
        """,
        dir,
        () -> path().find("data/mnist"));
    assertReport(
        """
        there is no data `houses.csv`; looked at
          DIR/program/houses.csv
          DIR/one/houses.csv
          DIR/two/houses.csv
          DIR/home/.cache/netc/data/houses.csv
          = help: put it there, or name its folder in the environment variable NETC_DATA
        """,
        dir,
        () -> path().find("houses.csv"));
    String absolute = dir.resolve("fashion-mnist").toString();
    assertReport(
        """
        there is no data `DIR/fashion-mnist`; looked at
          DIR/fashion-mnist
          = help: `netc data get fashion-mnist` downloads it
        """,
        dir,
        () -> path().find(absolute));
    assertReport("`a\0b` is no file name: Nul character not allowed", () -> path().find("a\0b"));
  }
}
