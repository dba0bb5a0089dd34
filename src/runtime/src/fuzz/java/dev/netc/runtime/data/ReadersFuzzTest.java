package dev.netc.runtime.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for files that a reader does not answer: {@code JAZZER_FUZZ=1 mvn -Pfuzz -pl src/runtime
 * test -Dtest=ReadersFuzzTest#csv}. What it finds becomes an input of {@link AnyFileTest}.
 */
class ReadersFuzzTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void writeTheOtherFiles() throws IOException {
    AnyFileTest.writeTheOtherFiles(folder);
  }

  @FuzzTest
  void csv(byte[] bytes) {
    AnyFileTest.READERS.get("csv").read(bytes);
  }

  @FuzzTest
  void idx(byte[] bytes) {
    AnyFileTest.READERS.get("idx").read(bytes);
  }

  @FuzzTest
  void npz(byte[] bytes) {
    AnyFileTest.READERS.get("npz").read(bytes);
  }

  @FuzzTest
  void npy(byte[] bytes) {
    AnyFileTest.READERS.get("npy").read(bytes);
  }

  @FuzzTest
  void safetensors(byte[] bytes) {
    AnyFileTest.READERS.get("safetensors").read(bytes);
  }

  @FuzzTest
  void checkpoint(byte[] bytes) {
    AnyFileTest.READERS.get("checkpoint").read(bytes);
  }

  @FuzzTest
  void cifar10(byte[] bytes) {
    AnyFileTest.READERS.get("cifar10").read(bytes);
  }

  @FuzzTest
  void pictures(byte[] bytes) {
    AnyFileTest.READERS.get("pictures").read(bytes);
  }
}
