package dev.netc.cli.engine;

import dev.netc.cli.input.SourceFile;
import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.data.DataPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program as checked, with the place of its file.
 *
 * @param dataPath where its data files are looked for
 */
public record LoadedProgram(Path file, Checked checked, DataPath dataPath) {

  /**
   * Reads and checks a program with its imports and the headers of its data files.
   *
   * @param environment for {@code NETC_DATA} and the user's cache
   * @throws dev.netc.cli.CommandFailure if the file cannot be read
   */
  public static LoadedProgram load(Path file, Map<String, String> environment) {
    SourceFile source = SourceFile.read(file, file.toString());
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    Path home = Path.of(System.getProperty("user.home", "."));
    DataPath dataPath = DataPath.of(folder, environment, home);
    if (source.problem().isPresent()) {
      Checked unread =
          new Checked(
              new dev.netc.compiler.check.Program(Map.of(), Map.of(), Map.of(), List.of()),
              List.of(source.problem().get()));
      return new LoadedProgram(file, unread, dataPath);
    }
    Checked checked = Checker.check(source.source(), new FileImports(), new FileSchemas(dataPath));
    return new LoadedProgram(file, checked, dataPath);
  }

  /** Imported files are found relative to the importing one, and called by their path. */
  private static final class FileImports implements Imports {
    @Override
    public Optional<Source> find(String path, Source importing) {
      Path from = Path.of(importing.name());
      Path target;
      try {
        Path relative = from.resolveSibling(path);
        target = relative.normalize();
      } catch (java.nio.file.InvalidPathException e) {
        return Optional.empty();
      }
      if (!Files.isRegularFile(target)) {
        return Optional.empty();
      }
      SourceFile file = SourceFile.read(target, target.toString());
      return file.problem().isPresent() ? Optional.empty() : Optional.of(file.source());
    }
  }
}
