package dev.netc.cli.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.compiler.format.Formatter;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.source.Source;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated programs mean the same when they are formatted, and formatting again changes nothing.
 */
class RandomProgramsFormatTest {
  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("programs", 30));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void meaningStays(long seed) {
    String text = ProgramGenerator.program(seed);
    String formatted = format(text);
    assertEquals(meaning(text), meaning(formatted));
    assertEquals(formatted, format(formatted));
    String flat = format(text.replace('\n', ' '));
    assertEquals(meaning(text), meaning(flat));
    assertEquals(flat, format(flat));
  }

  private static String format(String text) {
    return Formatter.format(Source.of("f", text)).text().orElseThrow();
  }

  private static String meaning(String text) {
    return Parser.parse(Source.of("f", text)).tree().toString().replaceAll("f:\\d+:\\d+", "");
  }
}
