package dev.netc.runtime.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a folder with the four files of MNIST, or of a data set in its form (Fashion-MNIST, EMNIST,
 * …): columns {@code image [1, height, width]}, each value divided by 255, and {@code label} of ten
 * classes, or of more where a label says so. The files may be plain or gzip, and named as on any of
 * the usual mirrors. Form: Y. LeCun, "The MNIST database", section "File formats".
 */
public final class Idx {
  private static final int CLASSES = 10;

  private Idx() {}

  /**
   * @param name of the data set
   * @param folder that holds the files
   * @throws DataException if a file is missing, damaged, or does not fit the others
   */
  public static DataSet read(String name, Path folder) {
    Part train = Part.read(folder, "train");
    Part test = Part.read(folder, "t10k");
    if (train.images.height() != test.images.height()
        || train.images.width() != test.images.width()) {
      throw new DataException(
          folder.toString(),
          0,
          "the training images are "
              + train.images.size()
              + " pixels, but the test images "
              + test.images.size(),
          "");
    }
    int classes = Math.max(CLASSES, 1 + Math.max(train.highestLabel(), test.highestLabel()));
    return DataSet.of(name, train.table(classes), test.table(classes));
  }

  /** The images and labels of a split. */
  private record Part(IdxFile images, IdxFile labels) {

    static Part read(Path folder, String prefix) {
      Path imageFile = find(folder, prefix + "-images", "idx3-ubyte");
      Path labelFile = find(folder, prefix + "-labels", "idx1-ubyte");
      IdxFile images = IdxFile.read(imageFile, IdxFile.IMAGES);
      IdxFile labels = IdxFile.read(labelFile, IdxFile.LABELS);
      if (images.count() != labels.count()) {
        throw new DataException(
            labelFile.toString(),
            0,
            "there are "
                + labels.count()
                + " labels, but "
                + images.count()
                + " images in "
                + imageFile.getFileName(),
            "take both files from the same data set");
      }
      return new Part(images, labels);
    }

    int highestLabel() {
      int highest = 0;
      for (byte label : labels.data()) {
        highest = Math.max(highest, label & 0xff);
      }
      return highest;
    }

    Table table(int classes) {
      Column image = Column.real("image", 1, images.height(), images.width());
      return new ColumnTable(
          images.count(),
          List.of(image, Column.label("label", classes)),
          List.of(
              Tables.bytes(images.data(), image.size(), 255), Tables.bytes(labels.data(), 1, 1)));
    }
  }

  /** The file of this name in one of the usual spellings, a plain one first. */
  private static Path find(Path folder, String name, String type) {
    List<String> spellings = new ArrayList<>();
    for (String end : List.of("", ".gz")) {
      spellings.add(name + "-" + type + end);
      spellings.add(name + "." + type + end);
    }
    for (String spelling : spellings) {
      Path file = folder.resolve(spelling);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new DataException(
        folder.toString(),
        0,
        Files.isDirectory(folder)
            ? "the folder has no file " + spellings.get(0) + " (or .gz)"
            : "this is no folder with the files of MNIST",
        DataPath.download(folder, "mnist") + " downloads all four");
  }
}
