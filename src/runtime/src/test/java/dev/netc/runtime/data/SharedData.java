package dev.netc.runtime.data;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Real data sets for tests: in a folder of {@code NETC_DATA}, or in {@code shared/data} beside the
 * repository.
 */
public final class SharedData {
  private SharedData() {}

  /** The folder of a data set; the test is skipped, and says why, where there is none. */
  public static Path folder(String dataSet) {
    for (Path place : places()) {
      if (Files.isDirectory(place.resolve(dataSet))) {
        return place.resolve(dataSet);
      }
    }
    return Assumptions.abort("skipped: no folder " + dataSet + " in NETC_DATA or ../shared/data");
  }

  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    String variable = System.getenv("NETC_DATA");
    if (variable != null) {
      for (String folder : variable.split(File.pathSeparator)) {
        places.add(Path.of(folder));
      }
    }
    Path repository = Path.of("").toAbsolutePath();
    while (repository != null && !Files.isDirectory(repository.resolve("src/runtime"))) {
      repository = repository.getParent();
    }
    if (repository != null) {
      places.add(repository.resolveSibling("shared/data"));
    }
    return places;
  }
}
