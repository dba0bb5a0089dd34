package dev.netc.compiler.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.Compiler;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Copies of a block share their methods; what differs does not. */
class SharedLayersTest {
  private static final String DEEP =
      """
      net Block(units = 8) {
          input x [8]
          inner = x -> dense(units) -> relu -> dense(8)
          output y = relu(inner + x)
      }
      net Deep {
          input x [8]
          output y = x -> dense(8) -> relu -> %s -> dense(3)
      }
      data rows = generate(20, seed = 1) { x = normal([8])  t = 1 }
      train T {
          net Deep  data rows  minimize cross_entropy(softmax(y), t)  optimizer sgd(lr = 0.1)
          batch 4  steps 2
      }
      """;

  private static String source(String blocks) {
    Source source = Source.of("deep.net", DEEP.formatted(blocks));
    Compiler.Result result =
        Compiler.compile(source, (from, path) -> Optional.empty(), Schemas.NONE, "");
    assertEquals(List.of(), result.diagnostics());
    return result.classes().stream()
        .filter(compiled -> compiled.className().equals("T"))
        .findFirst()
        .orElseThrow()
        .source();
  }

  private static long count(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void copiesOfABlockCallOneMethodWithTheirPathAndMemory() {
    String source = source("repeat 4 { Block }");

    assertEquals(1, count("private void block\\(", source));
    assertTrue(source.contains("phase.add(block + \".inner.relu\", \"deep.net:3\""), source);
    // the last three copies read what a block made: in inference, in evaluation, in training
    for (int copy = 1; copy < 4; copy++) {
      assertEquals(3, count("block[0-9]*\\(phase, \"y\\.block\\[" + copy + "]\"", source), source);
    }
  }

  @Test
  void backwardCopiesShareToo() {
    String source = source("repeat 4 { Block }");

    assertTrue(count("blockGradient[0-9]*\\(phase, \"y\\.block\\[", source) >= 2, source);
    assertTrue(source.contains("phase.add(\"gradient of \" + block + \".inner.dense[1].weight\""));
  }

  @Test
  void blocksOfOtherSizesHaveMethodsOfTheirOwn() {
    String source = source("Block(4) -> Block(5) -> Block(6)");

    // one each, which inference and evaluation share
    assertEquals(3, count("private void block[0-9]*\\(", source), source);
  }

  @Test
  void aLongNetIsShort() {
    int few = source("repeat 10 { Block }").length();
    int many = source("repeat 40 { Block }").length();

    // a further copy costs its calls and the description of its parameters
    assertTrue(many - few < 30 * 2_000, () -> (many - few) / 30 + " characters for each copy");
  }
}
