package dev.netc.cli.properties;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs made at random are formatted, compiled and trained on every set of kernels, and compared
 * with the reference; one that fails is shrunk before it is reported. {@code -Dprograms=2000} tries
 * more of them, {@code -Dfirst=60} starts at another seed.
 */
class RandomProgramsTest {
  private static final Queue<Differential> FREE = new ConcurrentLinkedQueue<>();
  private static ExecutorService workers;

  @BeforeAll
  static void start() {
    FREE.add(new Differential()); // Native libraries are loaded by one thread.
    workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  }

  @AfterAll
  static void close() {
    workers.shutdownNow();
    FREE.forEach(Differential::close);
  }

  @TestFactory
  Stream<DynamicTest> compiledProgramsAgreeWithTheReference() {
    long first = Long.getLong("first", 1);
    long count = Long.getLong("programs", 300);
    return LongStream.range(first, first + count)
        .boxed()
        .map(seed -> test("seed " + seed, program(seed)))
        .toList()
        .stream();
  }

  /** Two of three nets are on rows, one is on images. */
  private static String program(long seed) {
    return seed % 3 == 0 ? ProgramGenerator.onImages(seed) : ProgramGenerator.program(seed);
  }

  /** Each of these was computed wrongly once. */
  @TestFactory
  Stream<DynamicTest> mendedProgramsStayMended() throws IOException {
    Path folder = Path.of("src/test/resources/regression");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> programs = files.sorted().toList();
      return programs.stream().map(p -> test(p.getFileName().toString(), text(p)));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The work begins at once, on all processors; the test waits for it. */
  private static DynamicTest test(String name, String program) {
    Future<Optional<String>> report = workers.submit(() -> report(program));
    return dynamicTest(
        name,
        () -> {
          Optional<String> problem = report.get();
          if (problem.isPresent()) {
            fail(problem.get());
          }
        });
  }

  /** What is wrong, with a small program in which it is; empty if nothing is. */
  private static Optional<String> report(String program) {
    Differential free = FREE.poll();
    Differential differential = free == null ? new Differential() : free;
    try {
      Optional<Failure> failure = differential.failure(program);
      if (failure.isEmpty() || failure.get().isRefusal()) {
        return failure.map(f -> f.text() + "\n\n" + program);
      }
      String small = Shrinker.shrunk(program, differential::failure);
      return differential.failure(small).map(f -> f.text() + "\n\n" + small);
    } finally {
      FREE.add(differential);
    }
  }
}
