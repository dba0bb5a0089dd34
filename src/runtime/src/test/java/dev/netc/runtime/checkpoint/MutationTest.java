package dev.netc.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files changed at random are read or refused; nothing else happens, whatever they state. */
@Tag("hostile")
class MutationTest {
  private static final String TEXT = "0123456789-eE.,:[]{}()'\" <>|=fFTruealsenO\\\n\0\u00ff";

  @TempDir Path folder;

  @Test
  void safetensors() throws IOException {
    byte[] json =
        """
        {"__metadata__":{"k":"v"},"W":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
        "b":{"dtype":"I64","shape":[1],"data_offsets":[24,32]}}\
        """
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 32).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    mutate(bytes.array(), Safetensors::read);
  }

  @Test
  void npy() throws IOException {
    mutate(array(), Npy::read);
  }

  @Test
  void npz() throws IOException {
    Path file = folder.resolve("whole.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("W.npy"));
      zip.write(array());
      zip.closeEntry();
    }
    mutate(Files.readAllBytes(file), Npz::read);
  }

  private static byte[] array() {
    String header = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n";
    ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + 24);
    bytes.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93);
    bytes.put("NUMPY\1\0".getBytes(StandardCharsets.US_ASCII)).putShort((short) header.length());
    return bytes.put(header.getBytes(StandardCharsets.US_ASCII)).array();
  }

  private void mutate(byte[] whole, Consumer<Path> reader) throws IOException {
    Path file = folder.resolve("mutated");
    Files.write(file, whole);
    reader.accept(file);
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] copy = whole.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        char c = TEXT.charAt(random.nextInt(TEXT.length()));
        copy[random.nextInt(copy.length)] = (byte) (random.nextBoolean() ? c : random.nextInt());
      }
      Files.write(file, copy);
      try {
        reader.accept(file);
      } catch (CheckpointException e) {
        refused++;
      }
    }
    assertTrue(refused > 1000, refused + " refused");
  }
}
