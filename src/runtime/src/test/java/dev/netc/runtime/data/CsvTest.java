package dev.netc.runtime.data;

import static dev.netc.runtime.data.Reports.assertReport;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  private static final Csv.Options PRICE = Csv.Options.DEFAULT.withTarget("price");

  @TempDir Path dir;

  private DataSet read(String text, Csv.Options options) throws IOException {
    Path file = dir.resolve("houses.csv");
    Files.writeString(file, text);
    return Csv.read("houses", file, options);
  }

  private static float[] column(DataSet data, String name) {
    Table train = data.split("train");
    int size = train.column(name).size();
    float[] values = new float[size * train.rows()];
    for (int row = 0; row < train.rows(); row++) {
      train.read(name, row, values, row * size);
    }
    return values;
  }

  @Test
  void numbersFormTheInputAndTheTargetStandsApart() throws IOException {
    DataSet data = read("rooms,price,area\n3,250.5,80\n4,310,95.5\n", PRICE);
    assertEquals("[x [2], rooms [], area [], price []]", data.columns().toString());
    assertArrayEquals(new float[] {3, 80, 4, 95.5f}, column(data, "x"));
    assertArrayEquals(new float[] {80, 95.5f}, column(data, "area"));
    assertArrayEquals(new float[] {250.5f, 310}, column(data, "price"));
    assertTrue(data.column("price").target());
    assertFalse(data.column("price").isFeature());
  }

  @Test
  void withoutNamesColumnsAreNumbered() throws IOException {
    DataSet data = read("1,-2e3,.5\n+4,5.,6\n", Csv.Options.DEFAULT);
    assertEquals("[x [3], x0 [], x1 [], x2 []]", data.columns().toString());
    assertArrayEquals(new float[] {1, -2000, 0.5f, 4, 5, 6}, column(data, "x"));
  }

  @Test
  void whetherTheFirstLineHoldsNamesCanBeSaid() throws IOException {
    DataSet years = read("2019,2020\n1,2\n", Csv.Options.DEFAULT.withHeader(true));
    assertEquals("[x [2], 2019 [], 2020 []]", years.columns().toString());
  }

  @Test
  void aTextTargetBecomesALabel() throws IOException {
    DataSet data =
        read(
            "5.1,3.5,setosa\n6,2.9,virginica\n5,3,setosa\n5.5,2,iris blue\n",
            Csv.Options.DEFAULT.withTarget("x2"));
    Column label = data.column("x2");
    assertEquals("x2 of 3 classes", label.toString());
    assertEquals("[iris blue, setosa, virginica]", label.classNames().toString());
    assertArrayEquals(new float[] {1, 2, 1, 0}, column(data, "x2"));
    assertArrayEquals(new float[] {5.1f, 3.5f}, Arrays.copyOf(column(data, "x"), 2));
  }

  @Test
  void aColumnNamedXIsMeantByThatName() throws IOException {
    DataSet data = read("x,y,z\n1,2,3\n", Csv.Options.DEFAULT.withTarget("z"));
    assertEquals("[x [], y [], z []]", data.columns().toString());
  }

  @Test
  void quotesLineEndsAndMarksAreReadAsRfc4180Says() throws IOException {
    DataSet data =
        read(
            "\uFEFF\"a, \"\"b\"\"\",\"c\r\nd\" , e\r\n\r\n\"1\", 2 ,3\r\n\n4,5,6",
            Csv.Options.DEFAULT);
    assertEquals("[x [3], a, \"b\" [], c\r\nd [], e []]", data.columns().toString());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, column(data, "x"));
  }

  @Test
  void theDelimiterCanBeSaid() throws IOException {
    DataSet data = read("a\tb\n1\t2\n", Csv.Options.DEFAULT.withDelimiter('\t'));
    assertArrayEquals(new float[] {1, 2}, column(data, "x"));
  }

  @Test
  void manyRowsAreRead() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 10_000; i++) {
      text.append(i).append(',').append(-i).append('\n');
    }
    DataSet data = read(text.toString(), Csv.Options.DEFAULT);
    assertEquals(10_000, data.split("train").rows());
    assertEquals(-9_999, column(data, "b")[9_999]);
  }

  private void assertWrong(String expected, String text, Csv.Options options) {
    assertReport(expected, dir, () -> read(text, options));
  }

  @Test
  void raggedLinesAreExplained() {
    assertWrong(
        """
        the line has 1 value, but the first has 3
          --> DIR/houses.csv:4
        """,
        "a,b,price\n1,2,3\n\n4\n",
        PRICE);
    assertWrong(
        """
        the line has 4 values, but the first has 3
          --> DIR/houses.csv:2
          = help: put a text that holds a delimiter in quotes
        """,
        "a,b,price\n1,2,3,4\n",
        PRICE);
  }

  @Test
  void textsAmongNumbersAreExplained() {
    assertWrong(
        """
        column `city` holds `Ulm`, which is no number
          --> DIR/houses.csv:3
          = help: only the target may hold texts: replace them by numbers, or remove the column
        """,
        "city,price\n7,1\nUlm,2\n",
        PRICE);
    assertWrong(
        """
        column `price` holds `cheap`, which is no number
          --> DIR/houses.csv:3
          = help: only the target may hold texts: replace them by numbers, or remove the column
        """,
        "city,price\n7,1\n8,cheap\n",
        PRICE);
    assertWrong(
        """
        column `area` holds `80,5`, which is no number
          --> DIR/houses.csv:2
          = help: write decimals with a point
        """,
        "area;price\n80,5;1\n",
        PRICE.withDelimiter(';'));
    for (String odd : new String[] {"NaN", "Infinity", "0x1p3", "1f", "1e999", "--1", "1 2"}) {
      assertWrong(
          """
          column `area` holds `%s`, which is no number
            --> DIR/houses.csv:2
            = help: only the target may hold texts: replace them by numbers, or remove the column
          """
              .formatted(odd),
          "area,price\n" + odd + ",1\n",
          PRICE);
    }
  }

  @Test
  void emptyValuesAreExplained() {
    assertWrong(
        """
        column `area` is empty
          --> DIR/houses.csv:3
          = help: fill it in, or remove the line
        """,
        "area,price\n1,1\n,2\n",
        PRICE);
    assertWrong(
        """
        column `price` is empty
          --> DIR/houses.csv:3
          = help: fill it in, or remove the line
        """,
        "area,price\n1,dear\n2,\n",
        PRICE);
  }

  @Test
  void anotherDelimiterIsRecognised() {
    assertWrong(
        """
        the line has no `,`, but `;` between its values
          --> DIR/houses.csv:1
          = help: say so: csv(..., delimiter = ";")
        """,
        "area;price\n1;2\n",
        PRICE);
    assertWrong(
        """
        the line has no `,`, but `\\t` between its values
          --> DIR/houses.csv:1
          = help: say so: csv(..., delimiter = "\\t")
        """,
        "1\t2\n",
        Csv.Options.DEFAULT);
  }

  @Test
  void namesThatDoNotFitAreExplained() {
    assertWrong(
        """
        there is no column `price` for the target; the columns are area, rooms
          --> DIR/houses.csv:1
        """,
        "area,rooms\n1,2\n",
        PRICE);
    assertWrong(
        """
        there is no column `price` for the target; the columns are x0, x1
          --> DIR/houses.csv
          = help: the first line holds numbers, so the columns are named x0, x1, …
        """,
        "1,2\n",
        PRICE);
    assertWrong(
        """
        two columns are named `area`
          --> DIR/houses.csv:1
          = help: give each column its own name
        """,
        "area,area,price\n1,2,3\n",
        PRICE);
  }

  @Test
  void brokenQuotesAreExplained() {
    assertWrong(
        """
        the quote is never closed
          --> DIR/houses.csv:2
          = help: write a quote within quotes twice: ""
        """,
        "area,price\n\"1,2\n3,4\n",
        PRICE);
    assertWrong(
        """
        `0` follows the closing quote
          --> DIR/houses.csv:2
          = help: write a quote within quotes twice: ""
        """,
        "area,price\n\"1\"0,2\n",
        PRICE);
  }

  @Test
  void filesWithoutRowsAreExplained() throws IOException {
    assertWrong("the file is empty\n  --> DIR/houses.csv", "\n\n", PRICE);
    assertWrong("the file has no line but its header\n  --> DIR/houses.csv", "area,price\n", PRICE);
    assertReport(
        "there is no such file\n  --> DIR/none.csv",
        dir,
        () -> Csv.read("houses", dir.resolve("none.csv"), PRICE));
    Path latin = dir.resolve("latin.csv");
    Files.write(latin, "größe,price\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
    assertReport(
        """
        the file is not text in UTF-8
          --> DIR/latin.csv
          = help: save it in UTF-8
        """,
        dir,
        () -> Csv.read("houses", latin, PRICE));
  }
}
