package dev.netc.compiler.data;

import dev.netc.compiler.data.DataFunction.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All functions of data declarations. */
public final class DataFunctions {
  private static final List<DataFunction> ALL =
      Stream.of(Readers.all(), Transforms.all(), Variations.all()).flatMap(List::stream).toList();

  private DataFunctions() {}

  /** Every one, readers first. */
  public static List<DataFunction> all() {
    return ALL;
  }

  /** Those of a kind. */
  public static List<DataFunction> of(Kind kind) {
    return ALL.stream().filter(f -> f.kind() == kind).toList();
  }

  /** The one of a name; several kinds may have one of the same name. */
  public static Optional<DataFunction> find(Kind kind, String name) {
    return ALL.stream().filter(f -> f.kind() == kind && f.name().equals(name)).findFirst();
  }

  /** The names of a kind. */
  public static List<String> names(Kind kind) {
    return of(kind).stream().map(DataFunction::name).toList();
  }
}
