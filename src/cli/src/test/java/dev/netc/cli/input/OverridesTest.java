package dev.netc.cli.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.netc.cli.CommandFailure;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {
  private static final Source PROGRAM =
      Source.of(
          "a.net",
          """
          net N(units, init = auto) { input x [2]  output y = x -> dense(units, init = init) }
          train T(lr = 0.1) {
              net      N(3)
              epochs   5
          }
          """);

  private static String apply(String name, Map<String, String> values, Map<Keyword, String> set) {
    return new Overrides(values, set).apply(PROGRAM, Optional.of(name)).text();
  }

  @Test
  void defaultsAreReplaced() {
    assertEquals(
        PROGRAM.text().replace("lr = 0.1", "lr = 0.5"), apply("T", Map.of("lr", "0.5"), Map.of()));
    assertEquals(
        PROGRAM.text().replace("units, init = auto", "units = 7, init = normal(0.1)"),
        apply("N", Map.of("units", "7", "init", "normal(0.1)"), Map.of()));
  }

  @Test
  void settingsAreReplacedOrAdded() {
    assertEquals(
        PROGRAM.text().replace("epochs   5", "epochs 9"),
        apply("T", Map.of(), Map.of(Keyword.EPOCHS, "9")));
    assertEquals(
        PROGRAM.text().replace("epochs   5", "steps 9"),
        apply("T", Map.of(), Map.of(Keyword.STEPS, "9")));
    assertEquals(
        PROGRAM.text().replace("5\n}", "5\n seed 9\n}"),
        apply("T", Map.of(), Map.of(Keyword.SEED, "9")));
  }

  @Test
  void theOnlyTrainNeedsNoName() {
    Overrides overrides = new Overrides(Map.of("lr", "1"), Map.of());
    assertEquals(
        apply("T", Map.of("lr", "1"), Map.of()), overrides.apply(PROGRAM, Optional.empty()).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1) { } net M(", "1 } net M { x = 1", "1\n2", "a = b", "1 // x", "("})
  void aValueStaysInItsPlace(String value) {
    assertThrows(CommandFailure.class, () -> apply("T", Map.of("lr", value), Map.of()), value);
  }

  @Test
  void aNetHasNoSettings() {
    assertThrows(CommandFailure.class, () -> apply("N", Map.of(), Map.of(Keyword.EPOCHS, "9")));
  }
}
