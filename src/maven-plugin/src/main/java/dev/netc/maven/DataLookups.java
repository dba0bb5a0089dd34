package dev.netc.maven;

import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataPath;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks into data files for the compiler, and remembers which they were. */
final class DataLookups implements Schemas {
  private final Schemas files;
  private final DataPath path;
  private final Map<String, String> fingerprints = new LinkedHashMap<>();

  DataLookups(Schemas files, DataPath path) {
    this.files = files;
    this.path = path;
  }

  @Override
  public Found of(String reader, Map<String, Object> arguments, Source declaring) {
    if (arguments.get("path") instanceof String data) {
      fingerprints.put(data, fingerprint(data, path));
    }
    return files.of(reader, arguments, declaring);
  }

  /** By the paths that the program writes, what the files there were like. */
  Map<String, String> fingerprints() {
    return fingerprints;
  }

  /** What the data at a path of a program is like now. */
  static String fingerprint(String data, DataPath path) {
    try {
      return Fingerprint.ofData(path.find(data));
    } catch (DataException e) {
      return Fingerprint.MISSING;
    }
  }
}
