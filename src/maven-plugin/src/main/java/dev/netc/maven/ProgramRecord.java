package dev.netc.maven;

import dev.netc.runtime.data.DataPath;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was made of a program, and of what.
 *
 * @param options all that the result depends on but files: the version of netc, the package
 * @param sources fingerprints of the program and of all that it imports, by their paths
 * @param data fingerprints of data files, by the paths that the program writes
 * @param outputs fingerprints of the Java sources, by their paths
 */
record ProgramRecord(
    String options,
    Map<String, String> sources,
    Map<String, String> data,
    Map<String, String> outputs) {

  ProgramRecord {
    sources = new TreeMap<>(sources);
    data = new TreeMap<>(data);
    outputs = new TreeMap<>(outputs);
  }

  /** Whether a compilation with these options would give what is there already. */
  boolean isUpToDate(String options, DataPath dataPath) {
    return this.options.equals(options)
        && areUnchanged(sources)
        && areUnchanged(outputs)
        && data.entrySet().stream()
            .allMatch(d -> DataLookups.fingerprint(d.getKey(), dataPath).equals(d.getValue()));
  }

  /** The same outputs, of which nothing is up to date. */
  ProgramRecord outdated() {
    return new ProgramRecord("none", sources, data, outputs);
  }

  private static boolean areUnchanged(Map<String, String> files) {
    return files.entrySet().stream()
        .allMatch(file -> Fingerprint.ofContent(Path.of(file.getKey())).equals(file.getValue()));
  }
}
