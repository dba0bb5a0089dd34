package dev.netc.runtime.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads CIFAR-10 in its binary form: columns {@code image [3, 32, 32]} (red, green, blue), each
 * value divided by 255, and {@code label} of ten classes with their names. Form: A. Krizhevsky,
 * "The CIFAR-10 dataset", section "Binary version".
 */
public final class Cifar10 {
  private static final int PIXELS = 3 * 32 * 32;
  private static final int RECORD = 1 + PIXELS;
  private static final Column IMAGE = Column.real("image", 3, 32, 32);
  private static final Column LABEL =
      new Column(
          "label",
          new int[0],
          Column.Kind.LABEL,
          10,
          false,
          List.of(
              "airplane",
              "automobile",
              "bird",
              "cat",
              "deer",
              "dog",
              "frog",
              "horse",
              "ship",
              "truck"));

  private static final String AGAIN = "`netc data get cifar10` downloads the files and checks them";

  private Cifar10() {}

  /**
   * @param name of the data set
   * @param folder with {@code data_batch_1.bin} and so on and {@code test_batch.bin}, or with the
   *     folder {@code cifar-10-batches-bin} that its archive holds
   * @throws DataException if a file is missing or damaged
   */
  public static DataSet read(String name, Path folder) {
    Path unpacked = folder.resolve("cifar-10-batches-bin");
    Path batches = Files.isDirectory(unpacked) ? unpacked : folder;
    try {
      return DataSet.of(
          name, table(trainFiles(batches)), table(List.of(batches.resolve("test_batch.bin"))));
    } catch (IOException e) {
      throw new DataException(
          batches.toString(), 0, "the files cannot be read: " + e.getMessage(), "", e);
    }
  }

  private static List<Path> trainFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw wrong(folder, "this is no folder with the files of CIFAR-10");
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(f -> f.getFileName().toString().matches("data_batch_[0-9]+\\.bin"))
          .sorted()
          .forEach(files::add);
    }
    if (files.isEmpty()) {
      throw wrong(folder, "the folder has no file data_batch_1.bin");
    }
    return files;
  }

  private static Table table(List<Path> files) throws IOException {
    long rows = 0;
    for (Path file : files) {
      rows += rows(file);
    }
    if (rows * PIXELS > Integer.MAX_VALUE - 8) {
      throw wrong(files.get(0), "the files have more than 2^31 bytes of images");
    }
    byte[] images = new byte[(int) rows * PIXELS];
    byte[] labels = new byte[(int) rows];
    int row = 0;
    for (Path file : files) {
      row = read(file, images, labels, row);
    }
    return new ColumnTable(
        (int) rows,
        List.of(IMAGE, LABEL),
        List.of(Tables.bytes(images, PIXELS, 255), Tables.bytes(labels, 1, 1)));
  }

  private static long rows(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw wrong(file.getParent(), "the folder has no file " + file.getFileName());
    }
    long length = Files.size(file);
    if (length == 0 || length % RECORD != 0) {
      throw wrong(
          file,
          "the file has " + length + " bytes, which are no whole number of images of " + RECORD);
    }
    return length / RECORD;
  }

  /** Reads the images of a file from {@code row} on; returns the row after the last. */
  private static int read(Path file, byte[] images, byte[] labels, int row) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      int first = row;
      for (int label = in.read(); label >= 0; label = in.read()) {
        if (label >= LABEL.classes()) {
          throw wrong(
              file, "image " + (row - first) + " has the label " + label + " instead of 0 to 9");
        }
        if (in.readNBytes(images, row * PIXELS, PIXELS) < PIXELS) {
          throw wrong(file, "the file ends within image " + (row - first));
        }
        labels[row++] = (byte) label;
      }
      return row;
    }
  }

  private static DataException wrong(Path file, String message) {
    return new DataException(file.toString(), 0, message, AGAIN);
  }
}
