package dev.netc.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void givesBackWhatItWrote() {
    float[] large = new float[300_000]; // several chunks
    for (int i = 0; i < large.length; i++) large[i] = i * 0.1f;
    Safetensors written =
        new Safetensors(
            Map.of("note", "Größe \"1\"\n"),
            List.of(
                StoredTensor.of("Überschrift.weight[0]", new long[] {300, 1000}, large),
                StoredTensor.of("b", new long[] {2}, new double[] {1e-300, Double.NaN}),
                StoredTensor.of("scalar", new long[0], new float[] {-0f}),
                StoredTensor.of("empty", new long[] {0, 7}, new float[0])));
    Path file = folder.resolve("w.safetensors");
    written.write(file);
    Safetensors read = Safetensors.read(file);
    assertEquals(written, read);
    assertTrue(read.checked());
    assertEquals("b [2] float64", read.tensor("b").orElseThrow().toString());
  }

  @Test
  void writesTheSameBytesEveryTime() throws IOException {
    Path file = folder.resolve("w.safetensors");
    new Safetensors(
            Map.of("k", "v"), List.of(StoredTensor.of("W", new long[] {2}, new float[] {1, 2})))
        .write(file);
    byte[] bytes = Files.readAllBytes(file);
    String header = new String(bytes, 8, bytes.length - 16, StandardCharsets.UTF_8);
    assertEquals(
        "{\"__metadata__\":{\"netc.crc32c\":\"7ccfe42b 28c0c9b1\",\"k\":\"v\"},"
            + "\"W\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}       ",
        header);
    assertEquals("7800000000000000", HexFormat.of().formatHex(bytes, 0, 8));
    assertEquals(
        "0000803f00000040", HexFormat.of().formatHex(bytes, 8 + header.length(), bytes.length));
  }

  @Test
  void readsOtherTypes() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(38).order(ByteOrder.LITTLE_ENDIAN);
    data.putLong(1L << 52).putLong(-3); // I64
    data.putInt(-7); // I32
    data.putShort((short) 0x3c00).putShort((short) 0x0001).putShort((short) 0xfc00); // F16
    data.putShort((short) 0x3f80).putShort((short) 0xc049); // BF16
    data.put((byte) 200).put((byte) 1).putShort((short) 40000); // U8, BOOL, U16
    data.putInt(-1); // U32
    Path file =
        write(
            """
            {"a":{"dtype":"I64","shape":[2],"data_offsets":[0,16]},
             "b":{"dtype":"I32","shape":[1],"data_offsets":[16,20]},
             "c":{"dtype":"F16","shape":[3],"data_offsets":[20,26]},
             "d":{"dtype":"BF16","shape":[2],"data_offsets":[26,30]},
             "e":{"dtype":"U8","shape":[],"data_offsets":[30,31]},
             "f":{"dtype":"BOOL","shape":[],"data_offsets":[31,32]},
             "g":{"dtype":"U16","shape":[],"data_offsets":[32,34]},
             "h":{"dtype":"U32","shape":[],"data_offsets":[34,38]}}\
            """,
            data.array());
    Safetensors read = Safetensors.read(file);
    assertFalse(read.checked());
    assertArrayEquals(new double[] {1L << 52, -3}, read.tensor("a").orElseThrow().doubles());
    assertArrayEquals(new double[] {-7}, read.tensor("b").orElseThrow().doubles());
    float[] halves = {1, 0x1p-24f, Float.NEGATIVE_INFINITY};
    assertArrayEquals(halves, read.tensor("c").orElseThrow().floats());
    assertArrayEquals(new float[] {1, -3.140625f}, read.tensor("d").orElseThrow().floats());
    assertArrayEquals(new float[] {200}, read.tensor("e").orElseThrow().floats());
    assertArrayEquals(new float[] {1}, read.tensor("f").orElseThrow().floats());
    assertArrayEquals(new float[] {40000}, read.tensor("g").orElseThrow().floats());
    assertArrayEquals(new double[] {4294967295.0}, read.tensor("h").orElseThrow().doubles());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [] | its header is not a JSON object
          {"a":1} | tensor 'a' is not described by an object
          {"a":{"shape":[2],"data_offsets":[0,8]}} | tensor 'a' has no field 'dtype'
          {"a":{"dtype":"F32","data_offsets":[0,8]}} | tensor 'a' has no field 'shape'
          {"a":{"dtype":"F32","shape":[2]}} | tensor 'a' has no field 'data_offsets'
          {"a":{"dtype":"F32","dtype":"F32"}} | tensor 'a' has two fields 'dtype'
          {"a":{"kind":"F32"}} | tensor 'a' has an unknown field 'kind'
          {"a":{"dtype":32}} | tensor 'a' has a dtype that is no string
          {"a":{"dtype":"F8"}} | tensor 'a' has the dtype 'F8'; expected one of [F64, F32, F16, BF16, I64, I32, I16, I8, U32, U16, U8, BOOL]
          {"a":{"shape":2}} | tensor 'a' has a 'shape' that is not a list of whole numbers ≥ 0
          {"a":{"shape":[-2]}} | tensor 'a' has a 'shape' that is not a list of whole numbers ≥ 0
          {"a":{"shape":[2.0]}} | tensor 'a' has a 'shape' that is not a list of whole numbers ≥ 0
          {"a":{"shape":[99999999999999999999]}} | tensor 'a' has a 'shape' that is not a list of whole numbers ≥ 0
          {"a":{"data_offsets":[0,1,2]}} | tensor 'a' has more than 2 numbers in 'data_offsets'
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[8]}} | tensor 'a' has 1 data_offsets; expected 2
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}} | tensor 'a' lies at bytes 0 to 12; the file has data of 8 bytes
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}} | tensor 'a' lies at bytes 8 to 0; the file has data of 8 bytes
          {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}} | tensor 'a' has 8 bytes; expected 12 for F32 [3]
          {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}} | tensor 'a' has the shape [4294967296, 4294967296], over the limit of 2147483639 elements
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 bytes follow its last tensor; expected none
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | tensor 'a' begins at byte 4 and leaves a hole before it; expected 0
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | tensor 'b' begins at byte 4 and overlaps the one before it; expected 8
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | the name 'a' occurs twice
          {"__metadata__":{"k":1}} | the metadata 'k' is not a string
          {"__metadata__":{"k":"1","k":"2"}} | the metadata 'k' occurs twice
          {"__metadata__":3} | __metadata__ is not a JSON object
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}{} | its header goes on after the closing brace
          """)
  void saysWhatIsWrongWithAHeader(String json, String problem) throws IOException {
    Path file = write(json, new byte[8]);
    CheckpointException e = assertThrows(CheckpointException.class, () -> Safetensors.read(file));
    assertEquals(problem, e.problem());
    assertEquals(file.toString(), e.file());
    assertEquals(file + ": " + problem, e.getMessage());
  }

  @Test
  void namesWhatIsNoJson() throws IOException {
    assertProblem(write("{\"a\":", new byte[8]), "its header is not JSON: ");
    assertProblem(write("{nothing}", new byte[8]), "its header is not JSON: ");
    byte[] latin1 = "{\"ä\":1}".getBytes(StandardCharsets.ISO_8859_1);
    assertProblem(write(latin1, new byte[8]), "its header is not UTF-8 text");
    byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
    assertProblem(write(utf16, new byte[8]), "its header is not JSON: ");
    assertProblem(write("[".repeat(5000), new byte[0]), "its header is not a JSON object");
  }

  @Test
  void checksTheHeadersLengthBeforeTakingMemory() throws IOException {
    for (long length : new long[] {-1, Long.MIN_VALUE, 1L << 40, 100_000_001, 9, 1, 0}) {
      Path file = folder.resolve("length");
      Files.write(
          file,
          ByteBuffer.allocate(16)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(length)
              .putLong(0)
              .array());
      assertProblem(
          file,
          "states a header of "
              + Long.toUnsignedString(length)
              + " bytes; expected 2 to 8 in a file of 16");
    }
    Path file = Files.write(folder.resolve("short"), new byte[3]);
    assertProblem(file, "ends after 3 bytes; a safetensors file begins with 8");
    assertProblem(folder.resolve("absent"), "cannot be read: there is no such file");
  }

  @Test
  void findsEveryFlippedByteOfItsOwnFiles() throws IOException {
    Path file = folder.resolve("w.safetensors");
    new Safetensors(Map.of(), List.of(StoredTensor.of("W", new long[] {3}, new float[] {1, 2, 3})))
        .write(file);
    byte[] bytes = Files.readAllBytes(file);
    Path damaged = folder.resolve("damaged.safetensors");
    int dataStart = bytes.length - 12;
    for (int i = dataStart; i < bytes.length; i++) {
      byte[] copy = bytes.clone();
      copy[i] ^= 0x10;
      Files.write(damaged, copy);
      assertProblem(damaged, "tensor 'W' is damaged: its checksum is");
    }
  }

  @Test
  void refusesTwoTensorsOfOneName() {
    StoredTensor w = StoredTensor.of("W", new long[] {1}, new float[1]);
    Safetensors twice = new Safetensors(Map.of(), List.of(w, w));
    assertThrows(IllegalArgumentException.class, () -> twice.write(folder.resolve("x")));
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void aStoredTensorHasTheValuesOfItsShape() {
    assertThrows(
        IllegalArgumentException.class, () -> StoredTensor.of("W", new long[] {2}, new float[3]));
    assertTrue(StoredTensor.of("W", new long[] {2}, new float[] {1, -0f}).isFinite());
    assertFalse(
        StoredTensor.of("W", new long[] {2}, new double[] {1, Double.NEGATIVE_INFINITY})
            .isFinite());
    float[] all = new float[100];
    Arrays.fill(all, Float.MAX_VALUE);
    assertTrue(StoredTensor.of("W", new long[] {100}, all).isFinite());
  }

  private void assertProblem(Path file, String start) {
    CheckpointException e = assertThrows(CheckpointException.class, () -> Safetensors.read(file));
    assertTrue(e.problem().startsWith(start), e.problem());
  }

  private Path write(String json, byte[] data) throws IOException {
    return write(json.getBytes(StandardCharsets.UTF_8), data);
  }

  private Path write(byte[] json, byte[] data) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }
}
