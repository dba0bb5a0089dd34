package dev.netc.compiler;

import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The example programs of the repository, read for tests. */
public final class Examples {
  /** The folder of examples, wherever the tests run. */
  public static final Path ROOT = root();

  private Examples() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("examples"))
        || !Files.isDirectory(folder.resolve("grammar"))) {
      folder = folder.getParent();
    }
    return folder.resolve("examples");
  }

  /** All programs worth copying. */
  public static List<Path> good() {
    return programs(ROOT).filter(p -> !p.startsWith(ROOT.resolve("errors"))).toList();
  }

  /** The programs that are wrong in one way each. */
  public static List<Path> wrong() {
    return programs(ROOT.resolve("errors"))
        .filter(p -> !p.startsWith(ROOT.resolve("errors/parts")))
        .toList();
  }

  private static Stream<Path> programs(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(p -> p.toString().endsWith(".net")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program as its file name, so that messages do not depend on where the repository lies. */
  public static Source source(Path file) {
    try {
      return Source.of(ROOT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Checked check(Path file) {
    Imports imports =
        (path, from) -> {
          Path target = ROOT.resolve(from.name()).getParent().resolve(path).normalize();
          return Files.isRegularFile(target) ? Optional.of(source(target)) : Optional.empty();
        };
    Schemas missing =
        (reader, arguments, from) ->
            new Schemas.Found(
                Optional.empty(),
                List.of("there is no data `%s`".formatted(arguments.get("path")), ""));
    return Checker.check(source(file), imports, missing);
  }
}
