package dev.netc.files;

import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.StandardLibrary;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the files that a program imports; each once, by whatever path it is reached. */
public final class FileImports implements Imports {
  private final Path root;
  private final Map<Path, Source> known = new HashMap<>();
  private final Map<Source, Diagnostic> problems = new HashMap<>();

  /** Files are named as they are written, relative to where the process runs. */
  public FileImports() {
    this(Path.of(""));
  }

  /**
   * @param root the names of files are paths relative to this folder: so messages and generated
   *     sources do not depend on where the process runs
   */
  public FileImports(Path root) {
    this.root = root;
  }

  /**
   * Reads a program's own file, or a part of the standard library if no file is called so.
   *
   * @throws UnreadableFile if there is no such file, or it cannot be opened
   */
  public SourceFile main(Path file) {
    Path path = root.resolve(file);
    Optional<Source> standard = StandardLibrary.find(name(file.normalize()));
    if (standard.isPresent() && !Files.exists(path)) {
      return new SourceFile(standard.get(), Optional.empty());
    }
    SourceFile read = SourceFile.read(path, name(file.normalize()));
    known.put(identity(path), read.source());
    return read;
  }

  @Override
  public Optional<Source> find(String path, Source importing) {
    Path name;
    try {
      name = Path.of(importing.name()).resolveSibling(path).normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    Path file = root.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Optional.of(known.computeIfAbsent(identity(file), unread -> read(file, name)));
  }

  private Source read(Path file, Path name) {
    SourceFile read = SourceFile.read(file, name(name));
    read.problem().ifPresent(problem -> problems.put(read.source(), problem));
    return read.source();
  }

  /** With slashes on every system, where it is relative: the same text wherever it is compiled. */
  private static String name(Path path) {
    String text = path.toString();
    return path.isAbsolute() ? text : text.replace(path.getFileSystem().getSeparator(), "/");
  }

  @Override
  public Optional<Diagnostic> problem(Source found) {
    return Optional.ofNullable(problems.get(found));
  }

  /** The files that were read so far, the program's own among them. */
  public Set<Path> files() {
    return Set.copyOf(known.keySet());
  }

  private static Path identity(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new UnreadableFile("%s cannot be read: %s".formatted(file, e.getMessage()), "");
    }
  }
}
