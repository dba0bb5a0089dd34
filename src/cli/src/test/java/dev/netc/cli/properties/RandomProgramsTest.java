package dev.netc.cli.properties;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs made at random are compiled and trained on every set of kernels, and compared with the
 * reference. {@code -Dprograms=2000} tries more of them, {@code -Dfirst=60} starts at another seed.
 */
class RandomProgramsTest {
  private static Differential differential;

  @BeforeAll
  static void loadKernels() {
    differential = new Differential();
  }

  @AfterAll
  static void close() {
    differential.close();
  }

  @TestFactory
  Stream<DynamicTest> compiledProgramsAgreeWithTheReference() {
    long first = Long.getLong("first", 1);
    long count = Long.getLong("programs", 60);
    return LongStream.range(first, first + count)
        .mapToObj(
            seed -> dynamicTest("seed " + seed, () -> agrees(ProgramGenerator.program(seed))));
  }

  @TestFactory
  Stream<DynamicTest> compiledNetsOnImagesAgreeWithTheReference() {
    long first = Long.getLong("first", 1);
    long count = Long.getLong("programs", 30);
    return LongStream.range(first, first + count)
        .mapToObj(
            seed -> dynamicTest("seed " + seed, () -> agrees(ProgramGenerator.onImages(seed))));
  }

  /** Each of these was computed wrongly once. */
  @TestFactory
  Stream<DynamicTest> mendedProgramsStayMended() throws IOException {
    Path folder = Path.of("src/test/resources/regression");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> programs = files.sorted().toList();
      return programs.stream()
          .map(p -> dynamicTest(p.getFileName().toString(), () -> agrees(Files.readString(p))));
    }
  }

  private static void agrees(String program) {
    Optional<String> problem;
    try {
      problem = differential.disagreement(program);
    } catch (RuntimeException e) {
      throw new AssertionError("fails in\n\n" + program, e);
    }
    assertTrue(problem.isEmpty(), () -> problem.get() + "\n\n" + program);
  }
}
