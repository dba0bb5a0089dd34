package dev.netc.cli.input;

import dev.netc.cli.CommandFailure;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.Csv;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.NpzData;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.Tables;
import dev.netc.runtime.data.image.ImageSize;
import dev.netc.runtime.data.image.Picture;
import dev.netc.runtime.data.image.PictureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Rows to predict from, in a file of one of the usual kinds. */
public final class RowsFile {
  private RowsFile() {}

  /**
   * Reads a file; its ending says what it is.
   *
   * @param target a column of a CSV file that is no feature, if it has it; may be empty
   * @throws CommandFailure if there is no such file, or none of a kind that can be read
   * @throws DataException if something is wrong in it
   */
  public static Table read(Path file, String target) {
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.usage("there is no file " + file, "");
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "csv" -> firstSplit(csv(name, file, target));
      case "npz" -> firstSplit(NpzData.read(name, file));
      case "json", "jsonl", "ndjson" -> JsonRows.read(file);
      default ->
          throw CommandFailure.usage(
              "%s is of no kind that can be read".formatted(file),
              "its name ends in .csv, .npz, .json, .jsonl, .png or .jpg");
    };
  }

  /** Whether images are read from it: a PNG or JPEG file, or a folder of them. */
  public static boolean isImages(Path file) {
    return Files.isDirectory(file) || PictureFile.isNamed(file);
  }

  /**
   * Reads an image, or all of a folder in alphabetical order, and brings them to the size that an
   * input takes.
   *
   * @param column the name of the column that they make
   * @param size with 1 channel for grey or 3 for red, green and blue
   * @throws DataException if there is no image, or one cannot be read
   */
  public static Table images(Path file, String column, ImageSize size) {
    List<Path> files = Files.isDirectory(file) ? pictures(file) : List.of(file);
    float[] values = new float[Math.multiplyExact(files.size(), size.values())];
    int at = 0;
    for (Path each : files) {
      Picture picture = PictureFile.read(each).withChannels(size.channels());
      for (byte value : picture.resized(size.height(), size.width()).values()) {
        values[at++] = (value & 0xff) / 255f;
      }
    }
    return Tables.of(List.of(Column.real(column, size.shape())), List.of(values));
  }

  private static List<Path> pictures(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files =
          all.filter(f -> Files.isRegularFile(f) && PictureFile.isNamed(f)).sorted().toList();
      if (files.isEmpty()) {
        throw new DataException(folder.toString(), 0, "the folder has no PNG or JPEG images", "");
      }
      return files;
    } catch (IOException e) {
      throw new DataException(
          folder.toString(), 0, "the folder cannot be read: " + e.getMessage(), "", e);
    }
  }

  private static DataSet csv(String name, Path file, String target) {
    DataSet all = Csv.read(name, file, Csv.Options.DEFAULT);
    boolean has = all.columns().stream().anyMatch(c -> c.name().equals(target));
    return has ? Csv.read(name, file, Csv.Options.DEFAULT.withTarget(target)) : all;
  }

  private static Table firstSplit(DataSet data) {
    return data.splits().values().iterator().next();
  }

  /**
   * The column that feeds an input: that of its name, or the only one where there is one input.
   *
   * @param size numbers that the input takes
   * @throws DataException if there is none that fits
   */
  public static String column(Table table, String input, int size, boolean isOnlyInput) {
    boolean byName = table.find(input).isPresent();
    List<String> names = table.columns().stream().map(Column::name).toList();
    String column = byName ? input : isOnlyInput && names.contains("x") ? "x" : names.get(0);
    if (!byName && !(isOnlyInput && (names.size() == 1 || column.equals("x")))) {
      throw new DataException(
          "there is no column for the input '%s'".formatted(input),
          "it has " + String.join(", ", names));
    }
    int actual = table.column(column).size();
    if (actual != size) {
      throw new DataException(
          "the column '%s' has %d numbers in a row; the input '%s' takes %d"
              .formatted(column, actual, input, size),
          "");
    }
    return column;
  }
}
