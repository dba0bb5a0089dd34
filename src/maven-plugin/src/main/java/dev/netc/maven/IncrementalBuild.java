package dev.netc.maven;

import dev.netc.compiler.Backend.Compiled;
import dev.netc.runtime.data.DataPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compiles the programs of a project that changed, and removes what is left of others. */
final class IncrementalBuild {
  private final NetSettings settings;
  private final Map<String, ProgramRecord> records = new TreeMap<>();
  private final List<Path> compiled = new ArrayList<>();
  private final List<Path> changed = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();

  /** Programs by the sources that they gave, without regard to case as some file systems are. */
  private final Map<String, Path> owners = new TreeMap<>();

  private IncrementalBuild(NetSettings settings) {
    this.settings = settings;
  }

  /**
   * What a build did.
   *
   * @param record of all programs, for the next build
   * @param compiled the programs that were not up to date
   * @param changed the Java sources that were written or removed
   * @param messages of the programs that were compiled
   */
  record Outcome(
      BuildRecord record, List<Path> compiled, List<Path> changed, List<Message> messages) {

    /** The record by which the next build compiles again, and warns again of, what this one did. */
    BuildRecord recordWithoutTrust() {
      Map<String, ProgramRecord> programs = new TreeMap<>(record.programs());
      for (Path file : compiled) {
        programs.computeIfPresent(file.toString(), (path, program) -> program.outdated());
      }
      return new BuildRecord(programs);
    }
  }

  /**
   * Builds.
   *
   * @param programs relative to the source folder
   * @param last the record of the last build
   * @throws IOException if a Java source cannot be written or removed
   */
  static Outcome run(NetSettings settings, List<Path> programs, BuildRecord last)
      throws IOException {
    IncrementalBuild build = new IncrementalBuild(settings);
    for (Path program : programs) {
      build.add(program, last);
    }
    build.removeStale(last);
    return new Outcome(
        new BuildRecord(build.records), build.compiled, build.changed, build.messages);
  }

  private void add(Path program, BuildRecord last) throws IOException {
    Path file = settings.sources().resolve(program);
    ProgramRecord before = last.programs().get(file.toString());
    if (before != null && before.isUpToDate(settings.options(program), dataPath(file))) {
      claim(file, before.outputs().keySet());
      records.put(file.toString(), before);
      return;
    }
    compiled.add(file);
    ProgramCompilation compilation = ProgramCompilation.of(program, settings);
    messages.addAll(compilation.messages());
    Map<String, String> outputs = new TreeMap<>();
    for (Compiled c : compilation.classes()) {
      Path output = settings.output().resolve(c.className().replace('.', '/') + ".java");
      outputs.put(output.toString(), Fingerprint.ofText(c.source()));
    }
    if (compilation.hasErrors() || !claim(file, outputs.keySet())) {
      // What it was made of before is no longer there: the next build compiles it again.
      if (before != null) {
        records.put(file.toString(), before);
      }
      return;
    }
    for (Compiled c : compilation.classes()) {
      write(settings.output().resolve(c.className().replace('.', '/') + ".java"), c.source());
    }
    records.put(
        file.toString(),
        new ProgramRecord(
            settings.options(program), compilation.sources(), compilation.data(), outputs));
  }

  private DataPath dataPath(Path file) {
    return ProgramCompilation.dataPath(file, settings);
  }

  /** Whether no other program gives a source of the same name. */
  private boolean claim(Path program, Set<String> outputs) {
    boolean free = true;
    for (String output : outputs) {
      Path owner = owners.putIfAbsent(output.toLowerCase(Locale.ROOT), program);
      if (owner != null && !owner.equals(program)) {
        String type = Path.of(output).getFileName().toString().replace(".java", "");
        messages.add(
            Message.error(
                program,
                "the class %s is also that of a net or train in %s\n = help: rename one, or move "
                        .formatted(type, settings.named(owner))
                    + "it into another folder, and so into another package"));
        free = false;
      }
    }
    return free;
  }

  /** A source that has this text already keeps its time, so that javac need not compile it. */
  private void write(Path output, String text) throws IOException {
    if (!Fingerprint.ofContent(output).equals(Fingerprint.ofText(text))) {
      Files.createDirectories(output.getParent());
      Files.writeString(output, text, StandardCharsets.UTF_8);
      changed.add(output);
    }
  }

  /** Removes what an earlier build wrote and this one has no use for. */
  private void removeStale(BuildRecord last) throws IOException {
    Set<String> kept = new HashSet<>();
    records.values().forEach(record -> kept.addAll(record.outputs().keySet()));
    for (ProgramRecord record : last.programs().values()) {
      for (String output : record.outputs().keySet()) {
        Path file = Path.of(output).normalize();
        boolean ours = file.startsWith(settings.output()) && output.endsWith(".java");
        if (!kept.contains(output) && ours && Files.deleteIfExists(file)) {
          changed.add(file);
        }
      }
    }
  }
}
