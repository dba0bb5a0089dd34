package dev.netc.runtime.data;

import static dev.netc.runtime.data.Reports.assertReport;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzDataTest {
  @TempDir Path dir;

  /** An array of float32 as {@code numpy.save} writes it. */
  private record Array(String name, String shape, float... values) {
    byte[] npy() {
      String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n";
      ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + 4 * values.length);
      bytes
          .order(ByteOrder.LITTLE_ENDIAN)
          .put((byte) 0x93)
          .put("NUMPY".getBytes(StandardCharsets.US_ASCII));
      bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
      bytes.put(header.getBytes(StandardCharsets.US_ASCII));
      for (float value : values) {
        bytes.putFloat(value);
      }
      return bytes.array();
    }
  }

  private DataSet read(Array... arrays) throws IOException {
    Path file = dir.resolve("data.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Array array : arrays) {
        zip.putNextEntry(new ZipEntry(array.name() + ".npy"));
        zip.write(array.npy());
        zip.closeEntry();
      }
    }
    return NpzData.read("data", file);
  }

  @Test
  void arraysAreColumns() throws IOException {
    DataSet data =
        read(
            new Array("x", "(2, 1, 2)", 1, 2, 3, 4),
            new Array("y", "(2,)", 0, 2),
            new Array("weight", "(2,)", 1, 1));
    assertEquals(List.of("train"), List.copyOf(data.splits().keySet()));
    assertEquals("[x [1, 2], y of 3 classes, weight []]", data.columns().toString());
    float[] row = new float[2];
    data.split("train").read("x", 1, row, 0);
    assertArrayEquals(new float[] {3, 4}, row);
  }

  @Test
  void namesTellTheSplits() throws IOException {
    DataSet data =
        read(
            new Array("x_train", "(2, 1)", 1, 2),
            new Array("y_train", "(2,)", 0, 1),
            new Array("y_test", "(1,)", 4),
            new Array("x_test", "(1, 1)", 3),
            new Array("x_val", "(1, 1)", 5),
            new Array("y_val", "(1,)", 1));
    assertEquals(List.of("train", "validation", "test"), List.copyOf(data.splits().keySet()));
    assertEquals("[x [1], y of 5 classes]", data.columns().toString());
    assertEquals(1, data.split("test").rows());
  }

  @Test
  void aTargetOfQuantitiesIsNoLabel() throws IOException {
    DataSet data = read(new Array("x", "(2,)", 0, 1), new Array("t", "(2,)", 0.5f, 1));
    assertEquals("[x [], t []]", data.columns().toString());
    assertFalse(data.column("t").isFeature());
  }

  @Test
  void arraysThatDoNotFitAreExplained() {
    assertReport(
        """
        array `y` has 3 rows, but `x` has 2
          --> DIR/data.npz
          = help: the first dimension of every array counts the rows
        """,
        dir,
        () -> read(new Array("x", "(2,)", 0, 1), new Array("y", "(3,)", 0, 1, 2)));
    assertReport(
        """
        array `x` of the test split has the shape [1, 2], but its rows are x [1] elsewhere
          --> DIR/data.npz
        """,
        dir,
        () -> read(new Array("x_train", "(1, 1)", 0), new Array("x_test", "(1, 2)", 0, 1)));
    assertReport(
        """
        the test split has no array `x`
          --> DIR/data.npz
        """,
        dir,
        () -> read(new Array("x_train", "(1, 1)", 0), new Array("z_test", "(1, 1)", 0)));
    assertReport(
        """
        array `mean` belongs to no split, but others do
          --> DIR/data.npz
          = help: end its name in _train or _test
        """,
        dir,
        () -> read(new Array("x_train", "(1, 1)", 0), new Array("mean", "(1,)", 0)));
  }

  @Test
  void arraysThatAreNoRowsOfNumbersAreExplained() {
    assertReport(
        """
        array `x` has the shape [], no rows
          --> DIR/data.npz
        """,
        dir,
        () -> read(new Array("x", "()", 1)));
    assertReport(
        """
        array `x` holds a value that is not a finite number
          --> DIR/data.npz
          = help: replace NaN and infinity before you save it
        """,
        dir,
        () -> read(new Array("x", "(2,)", 1, Float.NaN)));
    assertReport(
        """
        the file holds no array
          --> DIR/data.npz
        """,
        dir,
        this::read);
    assertReport(
        """
        the file cannot be read: there is no such file
          --> DIR/none.npz
        """,
        dir,
        () -> NpzData.read("data", dir.resolve("none.npz")));
  }
}
