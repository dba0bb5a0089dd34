package dev.netc.files;

import dev.netc.compiler.data.DataArguments;
import dev.netc.runtime.data.Cifar10;
import dev.netc.runtime.data.Csv;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataPath;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Idx;
import dev.netc.runtime.data.ImageFolder;
import dev.netc.runtime.data.NpzData;
import dev.netc.runtime.data.digits.Digits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls the reader that a data declaration names. */
public final class Readers {
  private Readers() {}

  /**
   * Reads a data set from its file, or makes it.
   *
   * @throws DataException if there is no such file or it is wrong
   */
  public static DataSet read(
      String reader, String name, Map<String, Object> arguments, DataPath path) {
    return switch (reader) {
      case "digits" -> Digits.read(name, ((Double) arguments.get("seed")).longValue());
      case "mnist", "idx" -> Idx.read(name, file(arguments, path));
      case "cifar10" -> Cifar10.read(name, file(arguments, path));
      case "npz" -> NpzData.read(name, file(arguments, path));
      case "csv" -> Csv.read(name, file(arguments, path), options(arguments));
      case "images" -> images(arguments, path).read(name);
      default -> throw new IllegalStateException("no reader " + reader);
    };
  }

  /** A folder of images, listed. */
  static ImageFolder images(Map<String, Object> arguments, DataPath path) {
    List<Integer> size = new DataArguments(arguments).wholes("size");
    Optional<Integer> height = size.stream().findFirst();
    Optional<Integer> width = size.size() > 1 ? Optional.of(size.get(1)) : height;
    boolean grey = (Boolean) arguments.get("grey");
    return new ImageFolder(file(arguments, path), height, width, grey);
  }

  private static Path file(Map<String, Object> arguments, DataPath path) {
    return path.find((String) arguments.get("path"));
  }

  private static Csv.Options options(Map<String, Object> arguments) {
    String delimiter = (String) arguments.get("delimiter");
    if (delimiter.length() != 1) {
      throw new DataException(
          "the delimiter of csv is one character, not \"%s\"".formatted(delimiter),
          "write csv(…, delimiter = \";\")");
    }
    Csv.Options options = Csv.Options.DEFAULT.withDelimiter(delimiter.charAt(0));
    String target = (String) arguments.get("target");
    options = target.isEmpty() ? options : options.withTarget(target);
    return Boolean.FALSE.equals(arguments.get("header")) ? options.withHeader(false) : options;
  }
}
