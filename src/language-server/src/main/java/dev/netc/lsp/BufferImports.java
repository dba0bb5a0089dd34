package dev.netc.lsp;

import dev.netc.compiler.check.Imports;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.source.Source;
import dev.netc.files.SourceFile;
import dev.netc.files.UnreadableFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds imported programs: in open buffers, saved or not, then on the disk. */
final class BufferImports implements Imports {
  private final Map<String, String> texts;
  private final Map<String, Source> found = new HashMap<>();
  private final Map<Source, Diagnostic> problems = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  /**
   * @param texts of buffers, by path
   */
  BufferImports(Map<String, String> texts) {
    this.texts = texts;
  }

  @Override
  public Optional<Source> find(String path, Source importing) {
    if (!Places.isPath(importing.name())) {
      return Optional.empty();
    }
    try {
      Path file = Path.of(importing.name()).resolveSibling(path).normalize();
      String name = file.toString();
      asked.add(name);
      if (!found.containsKey(name)) {
        read(file).ifPresent(source -> found.put(name, source));
      }
      return Optional.ofNullable(found.get(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Diagnostic> problem(Source source) {
    return Optional.ofNullable(problems.get(source));
  }

  /** Whether other texts of buffers would give the same, as long as files do not change. */
  boolean wouldFindTheSame(Map<String, String> others) {
    return asked.stream().allMatch(name -> Objects.equals(texts.get(name), others.get(name)));
  }

  private Optional<Source> read(Path file) {
    String name = file.toString();
    if (texts.containsKey(name)) {
      return Optional.of(Source.of(name, texts.get(name)));
    }
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      SourceFile read = SourceFile.read(file, name);
      read.problem().ifPresent(problem -> problems.put(read.source(), problem));
      return Optional.of(read.source());
    } catch (UnreadableFile e) {
      return Optional.empty(); // As if it were not there: the import is marked.
    }
  }
}
