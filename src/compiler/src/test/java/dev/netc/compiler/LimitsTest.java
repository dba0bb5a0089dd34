package dev.netc.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each limit that README.md states is where it says: what has just that size is accepted, what is
 * one larger is refused, at a place and within the time that an answer may take.
 */
@Tag("hostile")
class LimitsTest {
  private static List<Diagnostic> errors(String text) {
    List<Diagnostic> errors = new ArrayList<>();
    Limits.within(
        () ->
            Checker.check(Source.of("limit.net", text), Imports.NONE, Schemas.NONE)
                .diagnostics()
                .stream()
                .filter(Diagnostic::isError)
                .forEach(errors::add));
    return errors;
  }

  private static void limit(int most, String message, IntFunction<String> program) {
    assertEquals(List.of(), errors(program.apply(most)).stream().map(Report::of).toList());
    List<Diagnostic> refusal = errors(program.apply(most + 1));
    assertEquals(1, refusal.size(), () -> Report.of(refusal));
    assertTrue(refusal.get(0).message().contains(message), () -> Report.of(refusal));
    assertTrue(refusal.get(0).span().line() > 0);
  }

  private static String net(String expression) {
    return "net A { input x [1]  output y = " + expression + " }";
  }

  @Test
  void ofCharacters() {
    limit(4_000_000, "more than 4,000,000 characters", n -> " ".repeat(n));
  }

  @Test
  void ofNesting() {
    // The braces of the net are a level too.
    limit(
        200,
        "nested more than 200 levels deep",
        n -> net("(".repeat(n - 1) + "x" + ")".repeat(n - 1)));
  }

  @Test
  void ofOperators() {
    limit(1000, "more than 1000 operators", n -> net("x" + " + 1".repeat(n)));
  }

  @Test
  void ofRepeats() {
    limit(10_000, "it can be 0 to 10000", n -> net("x -> repeat " + n + " { tanh }"));
  }

  @Test
  void ofNetsInNets() {
    // The net that uses the others is one of them.
    limit(
        64,
        "more than 64 levels deep",
        n -> {
          StringBuilder nets = new StringBuilder("net N1 { input x  output y = x -> tanh }\n");
          for (int i = 2; i < n; i++) {
            nets.append("net N%d { input x  output y = x -> N%d }\n".formatted(i, i - 1));
          }
          return nets + net("x -> N" + (n - 1));
        });
  }

  @Test
  void ofValues() {
    // The input, and what the layers give.
    limit(
        49_999,
        "50,000",
        n ->
            net("x -> repeat 4999 { repeat 10 { tanh } } -> repeat " + (n - 49_990) + " { tanh }"));
  }

  @Test
  void ofElements() {
    limit(536_870_911, "too large", n -> "net A { input x [" + n + "]  output y = x[0] }");
  }

  @Test
  void areThoseOfTheReadme() throws IOException {
    String readme = Files.readString(Examples.ROOT.resolveSibling("README.md"));
    for (String limit :
        List.of(
            "4,000,000 characters",
            "200 levels",
            "1,000 operators",
            "10,000 copies",
            "64 nets",
            "50,000 values",
            "536,870,911 elements")) {
      assertTrue(readme.contains(limit), limit);
    }
  }
}
