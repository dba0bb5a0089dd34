package dev.netc.cli.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShrinkerTest {
  /** As if programs with a product of matrices failed. */
  private static final Function<String, Optional<Failure>> PRODUCTS_FAIL =
      program -> {
        Optional<Failure> refusal = Differential.refusal(program);
        return refusal.isPresent() || !program.contains(" @ ")
            ? refusal
            : Optional.of(new Failure("differs", "a product"));
      };

  static LongStream seeds() {
    return LongStream.range(1, 60)
        .filter(seed -> ProgramGenerator.program(seed).contains(" @ "))
        .limit(5);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void leavesLittleMoreThanTheCause(long seed) {
    String program = ProgramGenerator.program(seed);
    String shrunk = Shrinker.shrunk(program, PRODUCTS_FAIL);
    assertEquals(Optional.of("differs"), PRODUCTS_FAIL.apply(shrunk).map(Failure::kind));
    long lines = shrunk.lines().filter(line -> !line.isBlank()).count();
    assertTrue(lines <= 20, shrunk);
    assertTrue(shrunk.length() < program.length(), shrunk);
  }
}
