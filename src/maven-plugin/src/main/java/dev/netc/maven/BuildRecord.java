package dev.netc.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What earlier builds made, program by program, as the file of a record holds it:
 *
 * <pre>
 * netc build 1
 * program /home/ada/shop/src/main/net/Shop.net
 * options 0.1.0 com.example
 * source 5d41… /home/ada/shop/src/main/net/Shop.net
 * output 7d79… /home/ada/shop/target/generated-sources/net/com/example/Shop.java
 * </pre>
 *
 * A file that cannot be read as one is taken for none: everything is compiled anew.
 *
 * @param programs by the path of each program
 */
record BuildRecord(Map<String, ProgramRecord> programs) {
  private static final String HEADER = "netc build 1";

  BuildRecord {
    programs = new TreeMap<>(programs);
  }

  /** Reads the record of the last build; empty if there was none. */
  static BuildRecord read(Path file) {
    try {
      return Files.exists(file) ? parse(Files.readAllLines(file)) : new BuildRecord(Map.of());
    } catch (IOException | IllegalArgumentException e) {
      return new BuildRecord(Map.of());
    }
  }

  private static BuildRecord parse(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new IllegalArgumentException("no record of a build");
    }
    Map<String, ProgramRecord> programs = new LinkedHashMap<>();
    Entries entries = new Entries();
    String program = "";
    for (String line : lines.subList(1, lines.size())) {
      String[] words = words(line);
      if (words[0].equals("program")) {
        entries = new Entries();
        program = words[1].translateEscapes();
      }
      entries.add(words[0], words[1]);
      programs.put(program, entries.record());
    }
    return new BuildRecord(programs);
  }

  private static String[] words(String line) {
    String[] words = line.split(" ", 2);
    if (words.length < 2) {
      throw new IllegalArgumentException(line);
    }
    return words;
  }

  /** The lines of one program. */
  private static final class Entries {
    private String options = "";
    private final Map<String, Map<String, String>> files =
        Map.of("source", new TreeMap<>(), "data", new TreeMap<>(), "output", new TreeMap<>());

    void add(String kind, String rest) {
      if (kind.equals("options")) {
        options = rest.translateEscapes();
      } else if (files.containsKey(kind)) {
        String[] words = words(rest);
        files.get(kind).put(words[1].translateEscapes(), words[0]);
      } else if (!kind.equals("program")) {
        throw new IllegalArgumentException(kind);
      }
    }

    ProgramRecord record() {
      return new ProgramRecord(
          options, files.get("source"), files.get("data"), files.get("output"));
    }
  }

  /**
   * Writes the record; a build that is killed leaves the old one or the new.
   *
   * @throws IOException if it cannot be written
   */
  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    programs.forEach(
        (name, program) -> {
          lines.add("program " + escaped(name));
          lines.add("options " + escaped(program.options()));
          add(lines, "source", program.sources());
          add(lines, "data", program.data());
          add(lines, "output", program.outputs());
        });
    Files.createDirectories(file.getParent());
    Path written = file.resolveSibling(file.getFileName() + ".tmp");
    Files.write(written, lines, StandardCharsets.UTF_8);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void add(List<String> lines, String kind, Map<String, String> files) {
    files.forEach((path, fingerprint) -> lines.add(kind + " " + fingerprint + " " + escaped(path)));
  }

  /** A path may have any character, even the end of a line. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
