package dev.netc.runtime.data;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to a file, its reader gives back data or a {@link DataException}: nothing else,
 * and soon.
 */
@Tag("hostile")
class DamagedFilesTest {
  private static final int MUTATIONS = 1000;

  @TempDir Path dir;

  @FunctionalInterface
  private interface Reader {
    void read() throws IOException;
  }

  private void damage(String file, byte[] whole, Reader reader) {
    Random random = new Random(1);
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutate(whole, random);
            Files.write(dir.resolve(file), bytes);
            try {
              reader.read();
            } catch (DataException expected) {
              // What a user should see.
            } catch (RuntimeException | IOException e) {
              fail("mutation " + i + " of " + file + ": " + Arrays.toString(bytes), e);
            }
          }
        });
  }

  private static byte[] mutate(byte[] whole, Random random) {
    byte[] bytes =
        random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
    for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void idx() throws IOException {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 5, 6};
    for (String prefix : new String[] {"train", "t10k"}) {
      Files.write(dir.resolve(prefix + "-images-idx3-ubyte"), images);
      Files.write(dir.resolve(prefix + "-labels-idx1-ubyte"), labels);
    }
    damage("train-images-idx3-ubyte", images, () -> Idx.read("d", dir));
    damage("train-images-idx3-ubyte", gzip(images), () -> Idx.read("d", dir));
    Files.write(dir.resolve("train-images-idx3-ubyte"), images);
    damage("train-labels-idx1-ubyte", labels, () -> Idx.read("d", dir));
  }

  @Test
  void csv() {
    byte[] text = "a,b,price\n1,\"2\",3\n-4.5,5e1,6\n".getBytes(StandardCharsets.UTF_8);
    Csv.Options options = Csv.Options.DEFAULT.withTarget("price");
    damage("d.csv", text, () -> Csv.read("d", dir.resolve("d.csv"), options));
    damage("d.csv", text, () -> Csv.read("d", dir.resolve("d.csv"), Csv.Options.DEFAULT));
  }
}
