package dev.netc.cli.engine;

import dev.netc.cli.input.Overrides;
import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Program;
import dev.netc.compiler.source.Source;
import dev.netc.files.FileImports;
import dev.netc.files.FileSchemas;
import dev.netc.files.SourceFile;
import dev.netc.runtime.data.DataPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program as checked, with the place of its file.
 *
 * @param source the text of the file, values from the command line written into it
 * @param dataPath where its data files are looked for
 */
public record LoadedProgram(Path file, Source source, Checked checked, DataPath dataPath) {

  /**
   * Reads and checks a program with its imports and the headers of its data files.
   *
   * @param environment for {@code NETC_DATA} and the user's cache
   * @throws dev.netc.files.UnreadableFile if the file cannot be read
   */
  public static LoadedProgram load(Path file, Map<String, String> environment) {
    return load(file, environment, List.of(), Overrides.NONE);
  }

  /**
   * As {@link #load(Path, Map)}, with other values than those in the program.
   *
   * @param names of the nets and trains that the values are for; without a name the file's only
   *     train
   * @throws dev.netc.cli.CommandFailure if one has no such parameter
   */
  public static LoadedProgram load(
      Path file, Map<String, String> environment, List<String> names, Overrides overrides) {
    FileImports imports = new FileImports();
    SourceFile text = imports.main(file);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    Path home = Path.of(System.getProperty("user.home", "."));
    DataPath dataPath = DataPath.of(folder, environment, home);
    if (text.problem().isPresent()) {
      Program nothing = new Program(Map.of(), Map.of(), Map.of(), List.of());
      Checked unread = new Checked(nothing, List.of(text.problem().get()));
      return new LoadedProgram(file, text.source(), unread, dataPath);
    }
    Source source = text.source();
    if (names.isEmpty()) {
      source = overrides.apply(source, Optional.empty());
    }
    for (String name : names) {
      source = overrides.apply(source, Optional.of(name));
    }
    Checked checked = Checker.check(source, imports, new FileSchemas(dataPath));
    return new LoadedProgram(file, source, checked, dataPath);
  }

  /** What it declares, as far as its errors allow. */
  public Program program() {
    return checked.program();
  }
}
