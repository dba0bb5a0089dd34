package dev.netc.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path dir;

  /** Two cats and a dog of 2 by 3 pixels, each of one colour. */
  @BeforeEach
  void animals() throws IOException {
    write("dog/a.png", 3, 2, 0x0000ff);
    write("cat/b.png", 3, 2, 0xff0000);
    write("cat/c.PNG", 3, 2, 0x00ff00);
    Files.writeString(dir.resolve("cat/notes.txt"), "these are cats");
    Files.writeString(dir.resolve("cat/.hidden.png"), "no image");
  }

  private void write(String file, int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    ImageIO.write(image, "png", path.toFile());
  }

  private ImageFolder folder() {
    return new ImageFolder(dir, Optional.empty(), Optional.empty(), false);
  }

  private static float[] row(DataSet data, String split, int row) {
    float[] image = new float[data.column("image").size()];
    data.split(split).read("image", row, image, 0);
    return image;
  }

  private static List<Float> labels(DataSet data, String split) {
    float[] label = new float[1];
    List<Float> labels = new ArrayList<>();
    for (int row = 0; row < data.split(split).rows(); row++) {
      data.split(split).read("label", row, label, 0);
      labels.add(label[0]);
    }
    return labels;
  }

  @Test
  void foldersAreClassesThatTakeTurns() {
    DataSet data = folder().read("animals");
    assertEquals(List.of("train"), List.copyOf(data.splits().keySet()));
    assertEquals(List.of("cat", "dog"), data.column("label").classNames());
    assertArrayEquals(new int[] {3, 2, 3}, data.column("image").shape());
    assertEquals(List.of(0f, 1f, 0f), labels(data, "train"));
    assertArrayEquals(
        new float[] {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, row(data, "train", 0));
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1}, row(data, "train", 1));
  }

  @Test
  void splitsAreFolders() throws IOException {
    Path animals = dir;
    dir = dir.resolve("split");
    write("train/cat/1.png", 1, 1, 0xffffff);
    write("train/dog/1.png", 1, 1, 0);
    write("test/dog/1.png", 1, 1, 0);
    assertEquals(List.of("train", "test"), folder().splits());
    DataSet data = folder().read("animals");
    assertEquals(List.of(1f), labels(data, "test"));
    assertArrayEquals(new float[] {1, 1, 1}, row(data, "train", 0));
    write("val/dog/1.png", 1, 1, 0);
    Reports.assertReport(
        """
        beside the folder train, there is val
          --> DIR/split
          = help: the splits are called train, validation, test
        """,
        animals,
        this::folder);
  }

  @Test
  void imagesAreResizedAndGreyOnDemand() {
    DataSet data = new ImageFolder(dir, Optional.of(4), Optional.of(2), true).read("animals");
    assertArrayEquals(new int[] {1, 4, 2}, data.column("image").shape());
    assertEquals(76 / 255f, row(data, "train", 0)[0], "0.299 · 255 = 76.2");
    assertEquals(29 / 255f, row(data, "train", 1)[7]);
    assertEquals(150 / 255f, row(data, "train", 2)[3]);
  }

  @Test
  void imagesOfDifferentSizesNeedOne() throws IOException {
    write("dog/b.png", 4, 4, 0);
    Reports.assertReport(
        """
        the image has 4×4 pixels, but b.png has 2×3
          --> DIR/dog/b.png
          = help: resize all: size = [2, 3]
        """,
        dir,
        () -> folder().read("animals"));
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.writeString(dir.resolve("dog/b.jpg"), "a dog");
    Reports.assertReport(
        """
        this is no PNG or JPEG image
          --> DIR/dog/b.jpg
          = help: replace the file, or take it away
        """,
        dir,
        () -> folder().read("animals"));
  }

  @Test
  void foldersWithoutImagesAreNamed() throws IOException {
    Files.createDirectories(dir.resolve("cow"));
    Reports.assertReport("the folder has no PNG or JPEG images\n  --> DIR/cow", dir, this::folder);
    Reports.assertReport(
        """
        the folder has no folders in it
          --> DIR/cow
          = help: put the images of each class into one
        """,
        dir,
        () -> new ImageFolder(dir.resolve("cow"), Optional.empty(), Optional.empty(), false));
    Reports.assertReport(
        """
        this is no folder
          --> DIR/cat/b.png
          = help: name the folder that holds one for each class
        """,
        dir,
        () -> new ImageFolder(dir.resolve("cat/b.png"), Optional.empty(), Optional.empty(), true));
  }
}
