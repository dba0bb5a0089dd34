package dev.netc.runtime.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes a file has, its reader gives back what is in it, or says what is wrong with which
 * file; soon, and within the memory of the JVM that these tests run in. The files are those of
 * {@code ReadersFuzzTestInputs}; {@code src/fuzz} looks for others, led by the branches that they
 * reach.
 */
@Tag("hostile")
class AnyFileTest {
  private static final Path FILES =
      Path.of("src/test/resources/dev/netc/runtime/data/ReadersFuzzTestInputs");

  private static final Path FUZZED = Path.of("src/test/resources/dev/netc/runtime/data/fuzzed.zip");

  /** Of the processor: a busy machine is slow, not stuck. */
  private static final double MOST_SECONDS = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 5, 6};
  private static final byte[] IMAGES = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4};

  @TempDir private static Path folder;

  /** Reads a file of these bytes, and fails where it is not answered as it must. */
  interface Reader {
    void read(byte[] bytes);
  }

  static final Map<String, Reader> READERS =
      Map.of(
          "csv", AnyFileTest::csv,
          "idx", AnyFileTest::idx,
          "npz", AnyFileTest::npz,
          "npy", AnyFileTest::npy,
          "safetensors", AnyFileTest::safetensors,
          "checkpoint", AnyFileTest::checkpoint,
          "cifar10", AnyFileTest::cifar10,
          "pictures", AnyFileTest::pictures);

  @TestFactory
  Stream<DynamicTest> anyFileIsReadOrRefused() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, Reader> reader : READERS.entrySet()) {
      try (Stream<Path> files = Files.list(FILES.resolve(reader.getKey()))) {
        for (Path file : files.sorted().toList()) {
          byte[] bytes = Files.readAllBytes(file);
          String name = reader.getKey() + " " + file.getFileName();
          tests.add(dynamicTest(name, () -> reader.getValue().read(bytes)));
        }
      }
    }
    return tests.stream();
  }

  /** Files by which fuzzing reached new branches, by their readers. */
  @Test
  void whatFuzzingFoundIsReadOrRefused() throws IOException {
    try (ZipInputStream files = new ZipInputStream(Files.newInputStream(FUZZED))) {
      for (ZipEntry e = files.getNextEntry(); e != null; e = files.getNextEntry()) {
        byte[] bytes = files.readAllBytes();
        Reader reader = READERS.get(e.getName().substring(0, e.getName().indexOf('/')));
        assertDoesNotThrow(() -> reader.read(bytes), e.getName());
      }
    }
  }

  @BeforeAll
  static void makeFolder() throws IOException {
    writeTheOtherFiles(folder);
  }

  /** The files that stand beside those that are read. */
  static void writeTheOtherFiles(Path folder) throws IOException {
    AnyFileTest.folder = folder;
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

  private static void csv(byte[] bytes) {
    read("any.csv", bytes, file -> Csv.read("d", file, Csv.Options.DEFAULT));
    read("any.csv", bytes, file -> Csv.read("d", file, Csv.Options.DEFAULT.withTarget("y")));
  }

  private static void idx(byte[] bytes) {
    read("train-images-idx3-ubyte", bytes, file -> Idx.read("d", folder));
  }

  private static void npz(byte[] bytes) {
    read("any.npz", bytes, file -> NpzData.read("d", file));
    read("any.npz", bytes, WeightImport::read);
  }

  private static void npy(byte[] bytes) {
    read("any.npy", bytes, WeightImport::read);
  }

  private static void safetensors(byte[] bytes) {
    read("any.safetensors", bytes, Safetensors::read);
  }

  private static void checkpoint(byte[] bytes) {
    read("checkpoint.safetensors", bytes, Checkpoint::read);
  }

  private static void cifar10(byte[] bytes) {
    read("data_batch_1.bin", bytes, file -> Cifar10.read("d", folder));
  }

  private static void pictures(byte[] bytes) {
    read("any.png", bytes, PictureFile::size);
    read("any.png", bytes, PictureFile::read);
    read("any.jpg", bytes, PictureFile::read);
  }
}
