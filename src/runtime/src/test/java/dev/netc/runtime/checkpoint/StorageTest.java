package dev.netc.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StorageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "FP16, 1, 1",
    "FP16, 0.1, 0x1.998p-4",
    "FP16, 2049, 2048", // between 2048 and 2050: the even one
    "FP16, 2051, 2052",
    "FP16, 65504, 65504",
    "FP16, 65519, 65504", // nearer to the largest than to the first beyond
    "FP16, 65520, Infinity",
    "FP16, -65520, -Infinity",
    "FP16, 0x1p-24, 0x1p-24", // the least
    "FP16, 0x1p-25, 0", // half of it: to the even one
    "FP16, 0x1.8p-24, 0x1p-23",
    "FP16, -0.0, -0.0",
    "FP16, NaN, NaN",
    "BF16, 1.00390625, 1", // 1 + 2^-8, half of the last bit
    "BF16, 1.01171875, 1.015625",
    "BF16, 70000, 70144",
    "BF16, 3.4028234663852886e38, Infinity",
    "BF16, 1e-40, 0x1p-133",
    "FP32, 0.1, 0x1.99999ap-4",
    "FP32, 1e39, Infinity",
    "FP32, 1e-45, 0x1p-149",
  })
  void roundsToTheNearestAndTiesToEven(Storage storage, double value, double expected) {
    assertEquals(expected, storage.nearest(value));
  }

  /** What every one of the 65,536 halves is, its bits are. */
  @Test
  void everyHalfSurvives() {
    float[] halves = new float[1 << 16];
    for (int i = 0; i < halves.length; i++) halves[i] = ElementType.half((short) i);
    for (int i = 0; i < halves.length; i++) {
      if (Float.isNaN(halves[i])) halves[i] = 1;
      if (Float.isInfinite(halves[i])) halves[i] = 2;
    }
    assertArrayEquals(halves, read(Storage.FP16, halves));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReadIsTheNearest(Storage storage) {
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++)
      values[i] = (float) (Math.sin(i) * Math.exp(i % 20 - 10));
    float[] read = read(storage, values);
    for (int i = 0; i < values.length; i++) {
      assertEquals((float) storage.nearest(values[i]), read[i]);
    }
    assertArrayEquals(read, read(storage, read), "a second time nothing changes");
  }

  private float[] read(Storage storage, float[] values) {
    Path file = folder.resolve(storage + ".safetensors");
    StoredTensor tensor = StoredTensor.of("w", new long[] {values.length}, values);
    new Safetensors(Map.of(), List.of(tensor)).write(file, storage);
    return Safetensors.read(file).tensor("w").orElseThrow().floats();
  }

  @Test
  void takesHalfTheRoom() throws IOException {
    read(Storage.FP32, new float[10_000]);
    read(Storage.BF16, new float[10_000]);
    long whole = Files.size(folder.resolve("FP32.safetensors"));
    assertEquals(20_000, whole - Files.size(folder.resolve("BF16.safetensors")), 16);
  }

  @Test
  void refusesWhatIsTooLargeByName() {
    CheckpointException thrown =
        assertThrows(CheckpointException.class, () -> read(Storage.FP16, new float[] {1, 70_000}));
    assertTrue(
        thrown.getMessage().contains("w has the number 70000.0, which fp16 cannot hold"),
        thrown.getMessage());
    assertTrue(Files.notExists(folder.resolve("FP16.safetensors")));
  }

  @Test
  void knowsItsNames() {
    assertEquals(List.of("fp32", "fp16", "bf16"), Storage.words());
    assertEquals(Storage.BF16, Storage.named("bf16").orElseThrow());
    assertTrue(Storage.named("int8").isEmpty());
  }
}
