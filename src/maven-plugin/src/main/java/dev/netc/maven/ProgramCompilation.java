package dev.netc.maven;

import dev.netc.compiler.Backend.Compiled;
import dev.netc.compiler.Compiler;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.files.FileImports;
import dev.netc.files.FileSchemas;
import dev.netc.files.SourceFile;
import dev.netc.files.UnreadableFile;
import dev.netc.runtime.data.DataPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program, compiled.
 *
 * @param classes of what the program itself declares: what it imports has its own in another build
 * @param messages what the compiler says
 * @param sources fingerprints of the files that were read
 * @param data fingerprints of the data that was looked at
 */
record ProgramCompilation(
    List<Compiled> classes,
    List<Message> messages,
    Map<String, String> sources,
    Map<String, String> data) {

  boolean hasErrors() {
    return messages.stream().anyMatch(Message::isError);
  }

  /**
   * Compiles a program.
   *
   * @param program relative to the source folder
   */
  static ProgramCompilation of(Path program, NetSettings settings) {
    Path file = settings.sources().resolve(program);
    String packageName = settings.packages().of(program);
    List<Message> problem =
        PackageNames.problem(packageName).map(p -> Message.error(file, p)).stream().toList();
    if (!problem.isEmpty()) {
      return new ProgramCompilation(List.of(), problem, Map.of(), Map.of());
    }
    try {
      return of(file, packageName, settings);
    } catch (UnreadableFile e) {
      return new ProgramCompilation(
          List.of(), List.of(Message.error(file, e.getMessage())), Map.of(), Map.of());
    }
  }

  private static ProgramCompilation of(Path file, String packageName, NetSettings settings) {
    FileImports imports = new FileImports(settings.root());
    DataPath dataPath = dataPath(file, settings);
    DataLookups lookups = new DataLookups(new FileSchemas(dataPath), dataPath);
    SourceFile text = imports.main(settings.named(file));
    List<Diagnostic> diagnostics = new ArrayList<>(text.problem().stream().toList());
    List<Compiled> classes = List.of();
    if (diagnostics.isEmpty()) {
      Compiler.Result result = Compiler.compile(text.source(), imports, lookups, packageName);
      diagnostics.addAll(result.diagnostics());
      classes =
          result.classes().stream().filter(c -> c.program().equals(text.source().name())).toList();
    }
    Map<String, String> sources = new LinkedHashMap<>();
    imports.files().forEach(f -> sources.put(f.toString(), Fingerprint.ofContent(f)));
    List<Message> messages = diagnostics.stream().map(d -> Message.of(d, settings.root())).toList();
    return new ProgramCompilation(classes, messages, sources, lookups.fingerprints());
  }

  /** Where the data files of a program are looked for. */
  static DataPath dataPath(Path file, NetSettings settings) {
    return new DataPath(file.getParent(), settings.dataFolders(), settings.cache());
  }
}
