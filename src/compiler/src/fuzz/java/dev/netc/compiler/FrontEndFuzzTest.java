package dev.netc.compiler;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for texts that the front end does not answer: {@code JAZZER_FUZZ=1 mvn -Pfuzz -pl
 * src/compiler test -Dtest=FrontEndFuzzTest}. What it finds becomes an input of {@link
 * AnyTextTest}.
 */
class FrontEndFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void anyTextIsAnswered(byte[] bytes) {
    AnyTextTest.answers(bytes);
  }
}
