package dev.netc.runtime.data;

import static dev.netc.runtime.data.Reports.assertReport;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  private static final int RECORD = 3073;

  @TempDir Path dir;

  @BeforeEach
  void writeThreeFiles() throws IOException {
    write(dir, "data_batch_1.bin", 1, 2);
    write(dir, "data_batch_2.bin", 3);
    write(dir, "test_batch.bin", 9);
  }

  /** A file of images whose every value is ten times the label. */
  private static void write(Path folder, String name, int... labels) throws IOException {
    byte[] file = new byte[labels.length * RECORD];
    for (int i = 0; i < labels.length; i++) {
      Arrays.fill(file, i * RECORD, (i + 1) * RECORD, (byte) (10 * labels[i]));
      file[i * RECORD] = (byte) labels[i];
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve(name), file);
  }

  @Test
  void allBatchesAreRead() {
    DataSet data = Cifar10.read("cifar10", dir);
    Table train = data.split("train");
    assertEquals("[image [3, 32, 32], label of 10 classes]", data.columns().toString());
    assertEquals(3, train.rows());
    float[] image = new float[3072];
    train.read("image", 2, image, 0);
    assertEquals(30 / 255f, image[3071]);
    train.read("label", 2, image, 0);
    assertEquals(3, image[0]);
    assertEquals("bird", data.column("label").classNames().get(2));
    assertEquals(1, data.split("test").rows());
  }

  @Test
  void theFolderOfTheArchiveIsFound() throws IOException {
    Path inner = dir.resolve("other").resolve("cifar-10-batches-bin");
    write(inner, "data_batch_1.bin", 1);
    write(inner, "test_batch.bin", 1);
    assertEquals(1, Cifar10.read("cifar10", dir.resolve("other")).split("train").rows());
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(dir.resolve("test_batch.bin"));
    assertReport(
        """
        the folder has no file test_batch.bin
          --> DIR
          = help: `netc data get cifar10` downloads the files and checks them
        """,
        dir,
        () -> Cifar10.read("cifar10", dir));
    Files.delete(dir.resolve("data_batch_1.bin"));
    Files.delete(dir.resolve("data_batch_2.bin"));
    assertReport(
        """
        the folder has no file data_batch_1.bin
          --> DIR
          = help: `netc data get cifar10` downloads the files and checks them
        """,
        dir,
        () -> Cifar10.read("cifar10", dir));
    assertReport(
        """
        this is no folder with the files of CIFAR-10
          --> DIR/none
          = help: `netc data get cifar10` downloads the files and checks them
        """,
        dir,
        () -> Cifar10.read("cifar10", dir.resolve("none")));
  }

  @Test
  void damagedFilesAreExplained() throws IOException {
    Files.write(dir.resolve("test_batch.bin"), new byte[RECORD + 1]);
    assertReport(
        """
        the file has 3074 bytes, which are no whole number of images of 3073
          --> DIR/test_batch.bin
          = help: `netc data get cifar10` downloads the files and checks them
        """,
        dir,
        () -> Cifar10.read("cifar10", dir));
    write(dir, "test_batch.bin", 4, 12);
    assertReport(
        """
        image 1 has the label 12 instead of 0 to 9
          --> DIR/test_batch.bin
          = help: `netc data get cifar10` downloads the files and checks them
        """,
        dir,
        () -> Cifar10.read("cifar10", dir));
  }

  @Test
  void realImagesAreRead() {
    DataSet data = Cifar10.read("cifar10", SharedData.folder("cifar10"));
    assertEquals(10_000, data.split("train").rows());
    assertEquals(1_000, data.split("test").rows());
  }
}
