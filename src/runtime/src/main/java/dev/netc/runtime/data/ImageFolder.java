package dev.netc.runtime.data;

import dev.netc.runtime.data.image.ImageSize;
import dev.netc.runtime.data.image.Picture;
import dev.netc.runtime.data.image.PictureFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads folders of PNG and JPEG images, a folder for each class: columns {@code image [3, height,
 * width]}, or {@code [1, height, width]} for grey, each value divided by 255, and {@code label},
 * whose classes are the folders' names in alphabetical order. Where there is a folder {@code
 * train}, it and {@code validation} and {@code test} hold the folders of these splits; otherwise
 * all images are for training. Rows go round the classes in turns.
 */
public final class ImageFolder {
  private final Path folder;
  private final Map<String, List<Labelled>> splits;
  private final Column image;
  private final Column label;
  private final boolean resizes;
  private final Path first;

  /** A file and its class. */
  record Labelled(Path file, int label) {}

  /**
   * Lists the files; none is decoded yet.
   *
   * @param height to which all are resized; empty to take them as they are, all alike
   * @param width like height
   * @throws DataException if there is no image, the folders are others, or the first image cannot
   *     be read
   */
  public ImageFolder(Path folder, Optional<Integer> height, Optional<Integer> width, boolean grey) {
    this.folder = folder;
    ClassFolders folders = ClassFolders.of(folder);
    splits = folders.splits();
    resizes = height.isPresent();
    first = splits.values().iterator().next().get(0).file();
    ImageSize size =
        resizes ? new ImageSize(1, height.get(), width.get()) : PictureFile.size(first);
    image = Column.real("image", grey ? 1 : 3, size.height(), size.width());
    label =
        new Column(
            "label",
            new int[0],
            Column.Kind.LABEL,
            folders.classes().size(),
            false,
            folders.classes());
  }

  /** The columns that there will be. */
  public List<Column> columns() {
    return List.of(image, label);
  }

  /** The splits that there will be. */
  public List<String> splits() {
    return DataSet.SPLITS.stream().filter(splits::containsKey).toList();
  }

  /**
   * Reads all images.
   *
   * @param name of the data set
   * @throws DataException if a file cannot be read or is damaged, or there are more than 2^31 bytes
   *     of images
   */
  public DataSet read(String name) {
    Map<String, Table> tables = new LinkedHashMap<>();
    splits.forEach((split, files) -> tables.put(split, table(files)));
    return new DataSet(name, tables);
  }

  private Table table(List<Labelled> files) {
    int size = image.size();
    if ((long) files.size() * size > Integer.MAX_VALUE - 8) {
      throw new DataException(
          folder.toString(),
          0,
          "the %d images have more than 2^31 bytes together".formatted(files.size()),
          "resize them, as in size = [64, 64]");
    }
    byte[] images = new byte[files.size() * size];
    float[] labels = new float[files.size()];
    // The first damaged file in order is named, whichever a thread meets first.
    Optional<DataException> wrong =
        IntStream.range(0, files.size())
            .parallel()
            .mapToObj(row -> read(files.get(row).file(), images, row * size))
            .filter(Objects::nonNull)
            .findFirst();
    if (wrong.isPresent()) {
      throw wrong.get();
    }
    for (int row = 0; row < labels.length; row++) {
      labels[row] = files.get(row).label();
    }
    return new ColumnTable(
        files.size(),
        columns(),
        new ArrayList<>(List.of(Tables.bytes(images, size, 255), Tables.floats(labels, 1))));
  }

  /** Copies an image to its place; what is wrong with it, or null. */
  private DataException read(Path file, byte[] into, int at) {
    try {
      ImageSize size = ImageSize.of(image.shape());
      Picture picture = PictureFile.read(file).withChannels(size.channels());
      if (!resizes && !picture.size().equals(size)) {
        return new DataException(
            file.toString(),
            0,
            "the image has %d×%d pixels, but %s has %d×%d"
                .formatted(
                    picture.size().height(),
                    picture.size().width(),
                    first.getFileName(),
                    size.height(),
                    size.width()),
            "resize all: size = [%d, %d]".formatted(size.height(), size.width()));
      }
      Picture fitting = picture.resized(size.height(), size.width());
      System.arraycopy(fitting.values(), 0, into, at, fitting.values().length);
      return null;
    } catch (DataException e) {
      return e;
    }
  }
}
