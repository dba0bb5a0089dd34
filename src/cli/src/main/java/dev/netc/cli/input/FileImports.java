package dev.netc.cli.input;

import dev.netc.cli.CommandFailure;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files that a program imports; each once, by whatever path it is reached. */
public final class FileImports implements Imports {
  private final Map<Path, Source> known = new HashMap<>();
  private final List<Diagnostic> problems = new ArrayList<>();

  /** Reads a program's own file. */
  public SourceFile main(Path file) {
    SourceFile read = SourceFile.read(file, file.normalize().toString());
    known.put(identity(file), read.source());
    return read;
  }

  @Override
  public Optional<Source> find(String path, Source importing) {
    Path file;
    try {
      file = Path.of(importing.name()).resolveSibling(path).normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Optional.of(known.computeIfAbsent(identity(file), unread -> read(file)));
  }

  private Source read(Path file) {
    SourceFile read = SourceFile.read(file, file.toString());
    read.problem().ifPresent(problems::add);
    return read.source();
  }

  /** What is wrong with the text of imported files. */
  public List<Diagnostic> problems() {
    return problems;
  }

  private static Path identity(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw CommandFailure.usage("%s cannot be read: %s".formatted(file, e.getMessage()), "");
    }
  }
}
