package dev.netc.cli.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated programs mean the same when they are formatted, and formatting again changes nothing:
 * also when all of a program stands in one line.
 */
class RandomProgramsFormatTest {
  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("programs", 30));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void meaningStays(long seed) {
    String text = ProgramGenerator.program(seed);
    assertEquals(Optional.empty(), RoundTrip.problem(text));
    assertEquals(Optional.empty(), RoundTrip.problem(text.replace('\n', ' ')));
  }
}
