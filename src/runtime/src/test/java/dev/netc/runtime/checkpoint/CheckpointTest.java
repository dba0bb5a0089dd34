package dev.netc.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final Checkpoint SMALL =
      new Checkpoint(
          "sha256:0123",
          -5,
          1200,
          2,
          List.of(StoredTensor.of("dense.weight", new long[] {1, 2}, new float[] {0.5f, -1})),
          List.of(StoredTensor.of("dense.weight.m", new long[] {1, 2}, new float[] {3, 4})),
          List.of(StoredTensor.of("history", new long[] {1}, new double[] {0.1})));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("checkpoint.safetensors");
    SMALL.write(file);
  }

  @Test
  void givesBackWhatItWrote() {
    assertEquals(SMALL, Checkpoint.read(file, "sha256:0123"));
  }

  @Test
  void servesAsAFileOfWeights() {
    WeightImport weights =
        WeightImport.match(
            List.of(new WeightImport.Wanted("dense.weight", new long[] {1, 2})),
            WeightImport.read(file),
            List.of());
    assertEquals(List.of(), weights.problems());
    assertEquals(SMALL.parameters().get(0), weights.values().get("dense.weight"));
  }

  @Test
  void findsEveryFlippedByte() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Path damaged = folder.resolve("damaged.safetensors");
    for (int i = 0; i < bytes.length; i++) {
      for (int mask : new int[] {0x01, 0x20, 0x80, 0xff}) {
        byte[] copy = bytes.clone();
        copy[i] ^= (byte) mask;
        Files.write(damaged, copy);
        CheckpointException e =
            assertThrows(CheckpointException.class, () -> Checkpoint.read(damaged));
        assertEquals(damaged.toString(), e.file());
      }
    }
  }

  @Test
  void findsATruncationAtEveryLength() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Path damaged = folder.resolve("damaged.safetensors");
    for (int length = 0; length < bytes.length; length++) {
      Files.write(damaged, Arrays.copyOf(bytes, length));
      CheckpointException e =
          assertThrows(CheckpointException.class, () -> Checkpoint.read(damaged));
      assertEquals(damaged.toString(), e.file());
    }
    Files.write(damaged, Arrays.copyOf(bytes, bytes.length + 1));
    assertThrows(CheckpointException.class, () -> Checkpoint.read(damaged));
  }

  @Test
  void refusesAnotherProgramsCheckpoint() {
    CheckpointException e =
        assertThrows(CheckpointException.class, () -> Checkpoint.read(file, "sha256:4567"));
    assertEquals(
        "belongs to another program or other settings: it was made by sha256:0123;"
            + " expected sha256:4567",
        e.problem());
    assertTrue(e.hint().isPresent());
  }

  @Test
  void refusesWhatIsNoCheckpoint() {
    new Safetensors(Map.of(), SMALL.parameters()).write(file);
    CheckpointException e = assertThrows(CheckpointException.class, () -> Checkpoint.read(file));
    assertEquals("is not a training checkpoint of netc, or its header is damaged", e.problem());
    new Safetensors(Map.of("netc.checkpoint", "2"), List.of()).write(file);
    e = assertThrows(CheckpointException.class, () -> Checkpoint.read(file));
    assertEquals("is a checkpoint of format 2; expected 1", e.problem());
  }
}
