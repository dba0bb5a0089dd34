package dev.netc.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpzTest {
  @TempDir Path folder;

  @Test
  void readsEveryVersionOfTheHeader() throws IOException {
    for (int version = 1; version <= 3; version++) {
      byte[] data = little(8).putFloat(1.5f).putFloat(-2).array();
      StoredTensor read = readNpy(npy(version, dict("<f4", false, "(2,)"), data));
      assertArrayEquals(new float[] {1.5f, -2}, read.floats());
      assertEquals("a [2] float32", read.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "<f2, 003c00c0, 1 -2",
    ">f2, 3c00c000, 1 -2",
    "<f4, 0000803f000000c0, 1 -2",
    ">f4, 3f800000c0000000, 1 -2",
    "=f4, 0000803f000000c0, 1 -2",
    "<f8, 000000000000f03f00000000000000c0, 1 -2",
    ">f8, 3ff0000000000000c000000000000000, 1 -2",
    "<i2, 0100feff, 1 -2",
    "<i4, 01000000feffffff, 1 -2",
    ">i8, 0000000000000001fffffffffffffffe, 1 -2",
    "<u4, 01000000feffffff, 1 4294967294",
    "<u2, 0100feff, 1 65534",
    "|i1, 01fe, 1 -2",
    "|u1, 01fe, 1 254",
    "u1, 01fe, 1 254",
    "|b1, 0100, 1 0",
  })
  void readsNumbersOfEveryType(String descr, String hex, String values) throws IOException {
    byte[] data = HexFormat.of().parseHex(hex);
    StoredTensor read = readNpy(npy(1, dict(descr, false, "(2,)"), data));
    double[] expected = Stream.of(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertArrayEquals(expected, read.doubles());
  }

  @Test
  void turnsFortranOrderIntoRows() throws IOException {
    byte[] data = {
      0, 12, 4, 16, 8, 20, 1, 13, 5, 17, 9, 21, 2, 14, 6, 18, 10, 22, 3, 15, 7, 19, 11, 23
    };
    StoredTensor read = readNpy(npy(1, dict("|u1", true, "(2, 3, 4)"), data));
    float[] expected = new float[24];
    for (int i = 0; i < 24; i++) expected[i] = i;
    assertArrayEquals(expected, read.floats());
    assertArrayEquals(new long[] {2, 3, 4}, read.shape());
  }

  @Test
  void readsScalarsAndEmptyArrays() throws IOException {
    assertEquals("a [] float32", readNpy(npy(1, dict("|u1", true, "()"), new byte[1])).toString());
    assertEquals(
        "a [0, 3] float32", readNpy(npy(1, dict("<f4", true, "(0, 3)"), new byte[0])).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      textBlock =
          """
          {'descr': '|O', 'fortran_order': False, 'shape': (1,)} # array 'a' holds Python objects (pickle), which can run code
          {'descr': '<c8', 'fortran_order': False, 'shape': (1,)} # array 'a' has the type '<c8'; expected floats, integers or booleans
          {'descr': 'f4', 'fortran_order': False, 'shape': (1,)} # array 'a' has the type 'f4'; expected floats, integers or booleans
          {'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,)} # array 'a' has a header that describes records of several fields; expected plain numbers
          {'descr': '<f4', 'fortran_order': False, 'shape': (3,)} # array 'a' has 8 bytes of data; expected 12 for <f4 [3]
          {'descr': '<f4', 'fortran_order': False, 'shape': (1,)} # array 'a' has 8 bytes of data; expected 4 for <f4 [1]
          {'descr': '<f4', 'fortran_order': False, 'shape': (999999999, 999999999)} # array 'a' has the shape [999999999, 999999999], over the limit of 2147483639 elements
          {'descr': '<f4', 'fortran_order': False, 'shape': (-1,)} # array 'a' has a header that has a size that is not a whole number ≥ 0
          {'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)} # array 'a' has a header that has a size that is not a whole number ≥ 0
          {'descr': '<f4', 'fortran_order': 0, 'shape': (2,)} # array 'a' has a header that has a 'fortran_order' that is neither True nor False
          {'descr': '<f4', 'fortran_order': False} # array 'a' has a header that lacks one of 'descr', 'fortran_order' and 'shape'
          {'descr': '<f4', 'descr': '<f4'} # array 'a' has a header that has the key 'descr' twice
          {'size': 3} # array 'a' has a header that has an unknown key 'size'
          {'descr': '<f4} # array 'a' has a header that has a quoted word without an end at 10
          {'descr' '<f4'} # array 'a' has a header that has no ':' at 9
          __import__('os') # array 'a' has a header that has no '{' at 0
          {'descr': '<f4', 'fortran_order': False, 'shape': (2,)}{ # array 'a' has a header that goes on after the closing brace
          """)
  void saysWhatIsWrongWithAHeader(String header, String problem) throws IOException {
    Path file = Files.write(folder.resolve("a.npy"), npy(1, header, new byte[8]));
    CheckpointException e = assertThrows(CheckpointException.class, () -> Npy.read(file));
    assertEquals(problem, e.problem());
  }

  @Test
  void findsATruncationAtEveryLength() throws IOException {
    byte[] whole = npy(1, dict("<f4", false, "(2,)"), new byte[8]);
    Path file = folder.resolve("a.npy");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(CheckpointException.class, () -> Npy.read(file), "length " + length);
    }
    whole[6] = 4;
    Files.write(file, whole);
    CheckpointException e = assertThrows(CheckpointException.class, () -> Npy.read(file));
    assertEquals("array 'a' has the npy version 4; expected 1, 2 or 3", e.problem());
  }

  @Test
  void readsAZipOfArrays() throws IOException {
    Path file = folder.resolve("w.npz");
    zip(file, "W1.npy", npy(1, dict("|u1", false, "(1, 2)"), new byte[] {1, 2}), "b1.npy", NUMBER);
    List<StoredTensor> read = Npz.read(file);
    assertEquals("[W1 [1, 2] float32, b1 [] float32]", read.toString());
    assertEquals(read, WeightImport.read(file));
  }

  @Test
  void findsEveryFlippedByteOfTheDataOfAZip() throws IOException {
    Path file = folder.resolve("w.npz");
    byte[] data = new byte[400];
    for (int i = 0; i < data.length; i++) data[i] = (byte) (i * i);
    zip(file, "W1.npy", npy(1, dict("|u1", false, "(400,)"), data));
    byte[] bytes = Files.readAllBytes(file);
    int dataEnd = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    for (int i = 40; i < dataEnd - 20; i++) {
      byte[] copy = bytes.clone();
      copy[i] ^= 4;
      Files.write(file, copy);
      assertThrows(CheckpointException.class, () -> Npz.read(file), "byte " + i);
    }
  }

  @Test
  void saysWhatIsNoZipOfArrays() throws IOException {
    Path file = folder.resolve("w.npz");
    assertProblem("cannot be read: there is no such file", file);
    Files.writeString(file, "text");
    assertProblem("is not a zip of arrays: ", file);
    zip(file, "readme.txt", new byte[3]);
    assertProblem("contains 'readme.txt'; expected arrays (.npy) only", file);
    zip(file, "a.npy", new byte[30]);
    assertProblem("array 'a' does not begin as an npy file does", file);
  }

  @Test
  void refusesMoreThanItsLimits() throws IOException {
    Path file = folder.resolve("w.npz");
    zip(file, "a.npy", NUMBER, "b.npy", NUMBER);
    CheckpointException e =
        assertThrows(
            CheckpointException.class, () -> Npz.read(file, new Npz.Limits(1, Long.MAX_VALUE)));
    assertEquals("has 2 arrays, over the limit of 1", e.problem());
    e = assertThrows(CheckpointException.class, () -> Npz.read(file, new Npz.Limits(9, 100)));
    assertEquals("unfolds to more than the limit of 100 bytes", e.problem());
  }

  @Test
  void refusesAZipThatLiesAboutASize() throws IOException {
    Path file = folder.resolve("w.npz");
    zip(file, "a.npy", npy(1, dict("<f4", false, "(2,)"), new byte[8]));
    byte[] bytes = Files.readAllBytes(file);
    int entry = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(entry + 24, 1_000_000_000);
    Files.write(file, bytes);
    assertProblem("states that 'a.npy' unfolds from ", file);
  }

  @Test
  void readsTheBooksWeights() {
    Optional<Path> file = sampleWeights();
    assumeTrue(file.isPresent(), "no book/sample_weight.npz in NETC_DATA or ../shared/data");
    List<String> read = Npz.read(file.get()).stream().map(StoredTensor::toString).sorted().toList();
    assertEquals(
        "[W1 [784, 50] float32, W2 [50, 100] float32, W3 [100, 10] float32,"
            + " b1 [50] float32, b2 [100] float32, b3 [10] float32]",
        read.toString());
  }

  private static Optional<Path> sampleWeights() {
    String folders = System.getenv().getOrDefault("NETC_DATA", "");
    Stream<Path> beside =
        Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
            .map(parent -> parent.resolve("shared/data"));
    return Stream.concat(
            Stream.of(folders.split(java.io.File.pathSeparator))
                .filter(f -> !f.isEmpty())
                .map(Path::of),
            beside)
        .map(data -> data.resolve("book/sample_weight.npz"))
        .filter(Files::exists)
        .findFirst();
  }

  private static final byte[] NUMBER = npy(1, dict("|u1", false, "()"), new byte[1]);

  private StoredTensor readNpy(byte[] bytes) throws IOException {
    return Npy.read(Files.write(folder.resolve("a.npy"), bytes));
  }

  private void assertProblem(String start, Path file) {
    CheckpointException e = assertThrows(CheckpointException.class, () -> Npz.read(file));
    assertTrue(e.problem().startsWith(start), e.problem());
  }

  private static String dict(String descr, boolean fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
        .formatted(descr, fortran ? "True" : "False", shape);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] npy(int version, String header, byte[] data) {
    byte[] text = (header + "   \n").getBytes(StandardCharsets.UTF_8);
    int lengthBytes = version == 1 ? 2 : 4;
    ByteBuffer bytes = little(8 + lengthBytes + text.length + data.length);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) version).put((byte) 0);
    if (version == 1) {
      bytes.putShort((short) text.length);
    } else {
      bytes.putInt(text.length);
    }
    return bytes.put(text).put(data).array();
  }

  /**
   * @param namesAndBytes a name, its bytes, and so on
   */
  private static void zip(Path file, Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
        zip.closeEntry();
      }
    }
    Files.write(file, bytes.toByteArray());
  }
}
