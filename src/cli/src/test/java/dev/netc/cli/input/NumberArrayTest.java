package dev.netc.cli.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberArrayTest {
  @Test
  void numbersAndNestedListsAreRead() {
    NumberArray number = NumberArray.parse("x", " -1.5e2 ");
    assertArrayEquals(new int[0], number.dims());
    assertArrayEquals(new double[] {-150}, number.values());
    NumberArray matrix = NumberArray.parse("x", "[[1, 2, 3], [4, 5, 6]]");
    assertArrayEquals(new int[] {2, 3}, matrix.dims());
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, matrix.values());
    assertArrayEquals(new int[] {0}, NumberArray.parse("x", "[]").dims());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "[1", "[1] 2", "[[1], 2]", "[1, [2]]", "[[1], [2, 3]]", "{}", "[\"1\"]"})
  void anythingElseIsRefused(String text) {
    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> NumberArray.parse("the input x", text));
    assertTrue(failure.getMessage().startsWith("the input x: "), failure.getMessage());
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(100_000);
    assertThrows(CommandFailure.class, () -> NumberArray.parse("x", deep));
  }
}
