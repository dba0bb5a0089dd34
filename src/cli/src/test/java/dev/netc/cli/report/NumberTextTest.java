package dev.netc.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "715.0000000000001, 715",
    "0.31682708, 0.31682708",
    "2.2, 2.2",
    "-0.0, 0",
    "1e-5, 0.00001",
    "1.5e-12, 1.5e-12",
    "-3e-7, -3e-7",
    "123456789012, 123456790000",
    "1e30, 1e30",
    "100, 100",
    "NaN, NaN",
    "-Infinity, -infinity"
  })
  void eightDigitsAreShown(double value, String text) {
    assertEquals(text, NumberText.of(value));
  }

  @Test
  void arraysAreNestedLists() {
    double[] values = {1, 2, 3, 4, 5, 6};
    assertEquals("[[1, 2, 3], [4, 5, 6]]", NumberText.ofArray(new int[] {2, 3}, values, false));
    assertEquals("1", NumberText.ofArray(new int[0], values, false));
  }

  @Test
  void theInnerItemsOfALongArrayAreLeftOut() {
    double[] values = new double[100];
    values[99] = 7;
    assertEquals("[0, 0, 0, 0, …, 7]", NumberText.ofArray(new int[] {100}, values, false));
    assertEquals(298, NumberText.ofArray(new int[] {100}, values, true).length() - 2);
  }

  @Test
  void tablesAlignTheirColumns() {
    TextTable table = new TextTable("name", ">n").row("a", "10").rule().row("long", "9");
    assertEquals(
        """
        name   n
        ----  --
        a     10
        ----  --
        long   9\
        """,
        String.join("\n", table.lines()));
  }
}
