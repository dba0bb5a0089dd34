package dev.netc.runtime.data;

import static dev.netc.runtime.data.Reports.assertReport;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  @TempDir Path dir;

  /** Two training images and one test image of 2 by 3 pixels. */
  @BeforeEach
  void writeFourFiles() throws IOException {
    Files.write(
        dir.resolve("train-images-idx3-ubyte"),
        images(2, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6));
    Files.write(dir.resolve("train-labels-idx1-ubyte"), labels(2, 7, 3));
    Files.write(dir.resolve("t10k-images-idx3-ubyte"), images(1, 9, 9, 9, 9, 9, 9));
    Files.write(dir.resolve("t10k-labels-idx1-ubyte"), labels(1, 0));
  }

  private static byte[] images(int count, int... pixels) {
    return idx(16, new int[] {0x0803, count, 2, 3}, pixels);
  }

  private static byte[] labels(int count, int... labels) {
    return idx(8, new int[] {0x0801, count}, labels);
  }

  private static byte[] idx(int head, int[] numbers, int... values) {
    ByteBuffer file = ByteBuffer.allocate(head + values.length);
    Arrays.stream(numbers).forEach(file::putInt);
    Arrays.stream(values).forEach(v -> file.put((byte) v));
    return file.array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(dir.resolve(name), bytes);
  }

  private void read() {
    Idx.read("mnist", dir);
  }

  @Test
  void imagesAndLabelsAreRead() {
    DataSet data = Idx.read("mnist", dir);
    assertEquals("[image [1, 2, 3], label of 10 classes]", data.columns().toString());
    Table train = data.split("train");
    assertEquals(2, train.rows());
    assertEquals(1, data.split("test").rows());
    float[] image = new float[6];
    train.read("image", 0, image, 0);
    assertArrayEquals(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, image);
    float[] labels = new float[2];
    train.read("label", 0, labels, 0);
    train.read("label", 1, labels, 1);
    assertArrayEquals(new float[] {7, 3}, labels);
  }

  @Test
  void gzipAndTheOtherSpellingAreReadToo() throws IOException {
    Files.delete(dir.resolve("train-images-idx3-ubyte"));
    write("train-images.idx3-ubyte", images(2, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6));
    Files.delete(dir.resolve("t10k-images-idx3-ubyte"));
    write("t10k-images-idx3-ubyte.gz", gzip(images(1, 255, 2, 3, 4, 5, 6)));
    Files.delete(dir.resolve("t10k-labels-idx1-ubyte"));
    write("t10k-labels-idx1-ubyte.gz", labels(1, 4)); // Named gzip, but a browser has unpacked it.
    float[] image = new float[6];
    Idx.read("mnist", dir).split("test").read("image", 0, image, 0);
    assertEquals(1, image[0]);
  }

  @Test
  void theNameThatAGzipStatesLeadsNowhere() throws IOException {
    byte[] packed = gzip(images(2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    byte[] name = "../evil\0".getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer named = ByteBuffer.allocate(packed.length + name.length);
    named.put(packed, 0, 10).put(name).put(packed, 10, packed.length - 10);
    named.put(3, (byte) 8); // the flag that a name follows the header
    write("train-images-idx3-ubyte", named.array());
    assertEquals(2, Idx.read("mnist", dir).split("train").rows());
    assertFalse(Files.exists(dir.resolveSibling("evil")));
  }

  @Test
  void higherLabelsMeanMoreClasses() throws IOException {
    write("t10k-labels-idx1-ubyte", labels(1, 46));
    assertEquals(47, Idx.read("letters", dir).column("label").classes());
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(dir.resolve("t10k-labels-idx1-ubyte"));
    assertReport(
        """
        the folder has no file t10k-labels-idx1-ubyte (or .gz)
          --> DIR
          = help: `netc data get mnist` downloads all four
        """,
        dir,
        this::read);
    assertReport(
        """
        this is no folder with the files of MNIST
          --> DIR/none
          = help: `netc data get mnist` downloads all four
        """,
        dir,
        () -> Idx.read("mnist", dir.resolve("none")));
  }

  @Test
  void theDownloadIsThatOfTheFolder() throws IOException {
    Path fashion = Files.createDirectory(dir.resolve("fashion-mnist"));
    assertReport(
        """
        the folder has no file train-images-idx3-ubyte (or .gz)
          --> DIR/fashion-mnist
          = help: `netc data get fashion-mnist` downloads all four
        """,
        dir,
        () -> Idx.read("fashion", fashion));
  }

  @Test
  void anotherKindOfFileIsExplained() throws IOException {
    write("train-images-idx3-ubyte", labels(2, 1, 2));
    assertReport(
        """
        this is no IDX file of images: it begins with 00000801 instead of 00000803
          --> DIR/train-images-idx3-ubyte
          = help: get the file again: `netc data get mnist` downloads it and checks it
        """,
        dir,
        this::read);
  }

  @Test
  void aFileThatEndsTooEarlyIsExplained() throws IOException {
    write("train-images-idx3-ubyte", images(2, 1, 2, 3, 4, 5, 6, 7));
    assertReport(
        """
        the head of the file speaks of 2 images of 6 bytes, but the file has 23 bytes
          --> DIR/train-images-idx3-ubyte
          = help: get the file again: `netc data get mnist` downloads it and checks it
        """,
        dir,
        this::read);
    write("train-images-idx3-ubyte", new byte[] {0, 0, 8});
    assertReport(
        """
        the file ends too early
          --> DIR/train-images-idx3-ubyte
          = help: get the file again: `netc data get mnist` downloads it and checks it
        """,
        dir,
        this::read);
  }

  @Test
  void aHeadThatPromisesTooMuchTakesNoMemory() throws IOException {
    write("train-images-idx3-ubyte", idx(16, new int[] {0x0803, Integer.MAX_VALUE, 9999, 9999}));
    assertReport(
        """
        the head of the file speaks of 2147483647 images of 99980001 bytes, but the file has 16 bytes
          --> DIR/train-images-idx3-ubyte
          = help: get the file again: `netc data get mnist` downloads it and checks it
        """,
        dir,
        this::read);
    write("train-images-idx3-ubyte", idx(16, new int[] {0x0803, -1, 28, 28}));
    assertReport(
        """
        the head of the file speaks of -1 images of 28×28
          --> DIR/train-images-idx3-ubyte
          = help: get the file again: `netc data get mnist` downloads it and checks it
        """,
        dir,
        this::read);
  }

  @Test
  void aFileThatGoesOnIsExplained() throws IOException {
    write("train-labels-idx1-ubyte", labels(2, 1, 2, 3));
    assertReport(
        """
        the file goes on after its 2 labels
          --> DIR/train-labels-idx1-ubyte
          = help: get the file again: `netc data get mnist` downloads it and checks it
        """,
        dir,
        this::read);
  }

  @Test
  void damagedGzipIsExplained() throws IOException {
    byte[] packed = gzip(images(2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    byte[] damaged = packed.clone();
    damaged[damaged.length - 6] ^= 1; // in the checksum
    write("train-images-idx3-ubyte", damaged);
    assertReport(
        """
        the gzip file is damaged
          --> DIR/train-images-idx3-ubyte
          = help: get the file again: `netc data get mnist` downloads it and checks it
        """,
        dir,
        this::read);
    write("train-images-idx3-ubyte", Arrays.copyOf(packed, packed.length - 12));
    assertReport(
        """
        the file ends too early
          --> DIR/train-images-idx3-ubyte
          = help: get the file again: `netc data get mnist` downloads it and checks it
        """,
        dir,
        this::read);
    write("train-images-idx3-ubyte", gzip(images(3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)));
    assertReport(
        """
        the file ends after 2 of its 3 images
          --> DIR/train-images-idx3-ubyte
          = help: get the file again: `netc data get mnist` downloads it and checks it
        """,
        dir,
        this::read);
  }

  @Test
  void filesThatDoNotBelongTogetherAreExplained() throws IOException {
    write("train-labels-idx1-ubyte", labels(3, 1, 2, 3));
    assertReport(
        """
        there are 3 labels, but 2 images in train-images-idx3-ubyte
          --> DIR/train-labels-idx1-ubyte
          = help: take both files from the same data set
        """,
        dir,
        this::read);
    write("train-labels-idx1-ubyte", labels(2, 1, 2));
    write("t10k-images-idx3-ubyte", idx(16, new int[] {0x0803, 1, 1, 2}, 1, 2));
    assertReport(
        """
        the training images are 2×3 pixels, but the test images 1×2
          --> DIR
        """,
        dir,
        this::read);
  }

  @Test
  void mnistHasTheShapesAndTheFirstLabelOfTheBook() {
    DataSet mnist = Idx.read("mnist", SharedData.folder("mnist"));
    assertEquals("[image [1, 28, 28], label of 10 classes]", mnist.columns().toString());
    assertEquals(60_000, mnist.split("train").rows());
    assertEquals(10_000, mnist.split("test").rows());
    float[] label = new float[1];
    mnist.split("train").read("label", 0, label, 0);
    assertEquals(5, label[0]);
    mnist.split("test").read("label", 0, label, 0);
    assertEquals(7, label[0]);
  }
}
