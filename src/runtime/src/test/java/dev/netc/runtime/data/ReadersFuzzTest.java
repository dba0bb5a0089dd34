package dev.netc.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.netc.runtime.checkpoint.Checkpoint;
import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.checkpoint.Safetensors;
import dev.netc.runtime.checkpoint.WeightImport;
import dev.netc.runtime.data.image.PictureFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes a file has, its reader gives back what is in it, or says what is wrong with which
 * file; soon, and within the memory of the JVM that these tests run in. The files in {@code
 * ReadersFuzzTestInputs} are read in every build; with {@code JAZZER_FUZZ=1} Jazzer looks for
 * others, led by the branches that they reach.
 */
@Tag("hostile")
class ReadersFuzzTest {
  /** Of the processor: a busy machine is slow, not stuck. */
  private static final double MOST_SECONDS = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 5, 6};
  private static final byte[] IMAGES = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4};

  @TempDir private static Path folder;

  @BeforeAll
  static void writeTheOtherFiles() throws IOException {
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), IMAGES);
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), LABELS);
    Files.write(folder.resolve("train-labels-idx1-ubyte"), LABELS);
    Files.write(folder.resolve("test_batch.bin"), new byte[3073]);
  }

  private static void read(String name, byte[] bytes, Consumer<Path> reader) {
    Path file = folder.resolve(name);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long start = THREADS.getCurrentThreadCpuTime();
    try {
      reader.accept(file);
    } catch (DataException e) {
      assertFalse(e.getMessage().isBlank());
      assertTrue(e.file().isPresent(), e::report);
    } catch (CheckpointException e) {
      assertFalse(e.problem().isBlank());
      assertEquals(file.toString(), e.file());
    }
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    assertTrue(seconds < MOST_SECONDS, () -> seconds + " s");
  }

  @FuzzTest
  void csv(byte[] bytes) {
    read("any.csv", bytes, file -> Csv.read("d", file, Csv.Options.DEFAULT));
    read("any.csv", bytes, file -> Csv.read("d", file, Csv.Options.DEFAULT.withTarget("y")));
  }

  @FuzzTest
  void idx(byte[] bytes) {
    read("train-images-idx3-ubyte", bytes, file -> Idx.read("d", folder));
  }

  @FuzzTest
  void npz(byte[] bytes) {
    read("any.npz", bytes, file -> NpzData.read("d", file));
    read("any.npz", bytes, WeightImport::read);
  }

  @FuzzTest
  void npy(byte[] bytes) {
    read("any.npy", bytes, WeightImport::read);
  }

  @FuzzTest
  void safetensors(byte[] bytes) {
    read("any.safetensors", bytes, Safetensors::read);
  }

  @FuzzTest
  void checkpoint(byte[] bytes) {
    read("checkpoint.safetensors", bytes, Checkpoint::read);
  }

  @FuzzTest
  void cifar10(byte[] bytes) {
    read("data_batch_1.bin", bytes, file -> Cifar10.read("d", folder));
  }

  @FuzzTest
  void pictures(byte[] bytes) {
    read("any.png", bytes, PictureFile::size);
    read("any.png", bytes, PictureFile::read);
    read("any.jpg", bytes, PictureFile::read);
  }
}
