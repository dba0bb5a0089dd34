package dev.netc.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransformTest {
  private static final DataSet NUMBERS = DataSet.of("numbers", column("n", numbers(100)));

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  private static Table column(String name, float... values) {
    return Tables.of(List.of(Column.real(name)), List.of(values));
  }

  private static float[] all(Table table, String column) {
    int size = table.column(column).size();
    float[] values = new float[table.rows() * size];
    for (int row = 0; row < table.rows(); row++) {
      table.read(column, row, values, row * size);
    }
    return values;
  }

  private static float[] sorted(float[]... parts) {
    int length = Arrays.stream(parts).mapToInt(p -> p.length).sum();
    float[] joined = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    Arrays.sort(joined);
    return joined;
  }

  @Test
  void takeKeepsTheFirstRows() {
    DataSet taken = Take.train(3).apply(NUMBERS.with("test", column("n", 7, 8)));
    assertArrayEquals(new float[] {0, 1, 2}, all(taken.split("train"), "n"));
    assertEquals(2, taken.split("test").rows(), "the other splits stay whole");
    DataSet both = new Take(Map.of("train", 2, "test", 1)).apply(taken);
    assertEquals(2, both.split("train").rows());
    assertEquals(1, both.split("test").rows());
  }

  @Test
  void takingTooMuchIsExplained() {
    Reports.assertReport(
        """
        `take` wants 300 rows of the train split of `numbers`, which has 100
          = help: take 1 to 100
        """,
        () -> Take.train(300).apply(NUMBERS));
    assertThrows(DataException.class, () -> Take.train(0).apply(NUMBERS));
    assertThrows(DataException.class, () -> new Take(Map.of("test", 1)).apply(NUMBERS));
  }

  @Test
  void shuffleKeepsEveryRowAndDependsOnItsSeed() {
    float[] one = all(new Shuffle(1).apply(NUMBERS).split("train"), "n");
    float[] again = all(new Shuffle(1).apply(NUMBERS).split("train"), "n");
    float[] two = all(new Shuffle(2).apply(NUMBERS).split("train"), "n");
    assertArrayEquals(one, again);
    assertFalse(Arrays.equals(one, two));
    assertArrayEquals(numbers(100), sorted(one));
  }

  @Test
  void splitCutsShuffledRows() {
    DataSet split = new Split(0.1, 0.2, 1).apply(NUMBERS);
    assertEquals(List.of("train", "validation", "test"), List.copyOf(split.splits().keySet()));
    float[] train = all(split.split("train"), "n");
    float[] validation = all(split.split("validation"), "n");
    float[] test = all(split.split("test"), "n");
    assertEquals(List.of(70, 10, 20), List.of(train.length, validation.length, test.length));
    assertArrayEquals(numbers(100), sorted(train, validation, test));
    assertFalse(Arrays.equals(Arrays.copyOf(numbers(100), 20), sorted(test)), "shuffled before");
  }

  @Test
  void aSplitThatCannotBeIsExplained() {
    Reports.assertReport(
        """
        `numbers` has a test split already
          = help: leave `test` out of `split`
        """,
        () -> new Split(0, 0.2, 1).apply(NUMBERS.with("test", column("n", 1))));
    Reports.assertReport(
        """
        0.001 of the 100 rows of `numbers` are no validation row
          = help: use a larger fraction, or more data
        """,
        () -> new Split(0.001, 0, 1).apply(NUMBERS));
    Reports.assertReport(
        """
        `split` leaves none of the 2 rows of `two` for training
          = help: use smaller fractions, or more data
        """,
        () -> new Split(0.3, 0.5, 1).apply(DataSet.of("two", column("n", 1, 2))));
    Reports.assertReport(
        """
        `split` takes fractions between 0 and 1 that leave rows for training, not validation = 0.5, test = 0.5
          = help: write split(test = 0.2)
        """,
        () -> new Split(0.5, 0.5, 1));
  }

  @Test
  void standardizeMeasuresTheTrainingRowsOnly() {
    Table train =
        Tables.of(
            List.of(Column.real("x", 2), Column.label("y", 3)),
            List.of(new float[] {1, 5, 3, 5}, new float[] {2, 1}));
    Table test =
        Tables.of(
            List.of(Column.real("x", 2), Column.label("y", 3)),
            List.of(new float[] {7, 6}, new float[] {0}));
    DataSet data = new Standardize().apply(DataSet.of("d", train, test));
    assertArrayEquals(new float[] {-1, 0, 1, 0}, all(data.split("train"), "x"));
    assertArrayEquals(new float[] {5, 1}, all(data.split("test"), "x"), "a constant has factor 1");
    assertArrayEquals(new float[] {2, 1}, all(data.split("train"), "y"), "labels stay");
  }

  @Test
  void aConstantThatIsNoExactDoubleStaysConstant() {
    float[] same = new float[1000];
    Arrays.fill(same, 0.1f);
    Table table = new Standardize().apply(DataSet.of("d", column("x", same))).split("train");
    assertArrayEquals(new float[1000], all(table, "x"));
  }

  @Test
  void standardizedValuesHaveMeanZeroAndDeviationOne() {
    float[] values = all(new Standardize().apply(NUMBERS).split("train"), "n");
    double mean = IntStream.range(0, 100).mapToDouble(i -> values[i]).average().orElseThrow();
    double square = IntStream.range(0, 100).mapToDouble(i -> values[i] * values[i]).sum() / 100;
    assertEquals(0, mean, 1e-7); // float32 rounding of 100 values of size 1
    assertEquals(1, square, 1e-6);
  }

  @Test
  void aDeclaredTargetIsNoFeature() {
    Table table =
        Tables.of(
            List.of(Column.real("x"), Column.real("price").asTarget()),
            List.of(new float[] {1, 3}, new float[] {100, 300}));
    DataSet data = DataSet.of("d", table);
    assertArrayEquals(
        new float[] {100, 300}, all(new Standardize().apply(data).split("train"), "price"));
    DataSet named = new Standardize(List.of("price")).apply(data);
    assertArrayEquals(
        new float[] {-1, 1}, all(named.split("train"), "price"), "unless it is named");
    assertArrayEquals(new float[] {1, 3}, all(named.split("train"), "x"));
  }

  @Test
  void scaleMultiplies() {
    Table scaled = new Scale(0.5).apply(DataSet.of("d", column("x", 1, 2, 4))).split("train");
    assertArrayEquals(new float[] {0.5f, 1, 2}, all(scaled, "x"));
  }

  @Test
  void scaleToARangeGoesByTheTrainingRows() {
    DataSet data = DataSet.of("d", column("x", 10, 20, 30), column("x", 40));
    DataSet scaled = new ScaleToRange(-1, 1).apply(data);
    assertArrayEquals(new float[] {-1, 0, 1}, all(scaled.split("train"), "x"));
    assertArrayEquals(new float[] {2}, all(scaled.split("test"), "x"));
    DataSet constant = new ScaleToRange(-1, 1).apply(DataSet.of("c", column("x", 5, 5)));
    assertArrayEquals(new float[] {-1, -1}, all(constant.split("train"), "x"));
    Reports.assertReport(
        """
        `scale` goes from a lower to a higher value, not from 1.0 to 0.0
          = help: write scale(0.0, 1.0)
        """,
        () -> new ScaleToRange(1, 0));
  }

  @Test
  void labelsCannotBeRescaled() {
    Table table = Tables.of(List.of(Column.label("y", 2)), List.of(new float[] {0, 1}));
    Reports.assertReport(
        """
        column `y` of `d` holds labels, which cannot be rescaled
          = help: name a column of quantities
        """,
        () -> new Standardize(List.of("y")).apply(DataSet.of("d", table)));
  }

  @Test
  void oneHotMakesVectorsOfLabels() {
    Table table =
        Tables.of(
            List.of(Column.real("x"), Column.label("y", 3)),
            List.of(new float[] {5, 6}, new float[] {2, 0}));
    DataSet data = new OneHot().apply(DataSet.of("d", table));
    assertArrayEquals(new int[] {3}, data.column("y").shape());
    assertEquals(Column.Kind.REAL, data.column("y").kind());
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0}, all(data.split("train"), "y"));
    assertArrayEquals(new float[] {5, 6}, all(data.split("train"), "x"));
    assertFalse(data.column("y").isFeature(), "a later standardize leaves it alone");
  }

  @Test
  void oneHotCountsUnknownClassesOverAllSplits() {
    DataSet data = DataSet.of("d", column("y", 0, 1), column("y", 3));
    DataSet vectors = new OneHot(List.of("y")).apply(data);
    assertArrayEquals(new float[] {0, 0, 0, 1}, all(vectors.split("test"), "y"));
  }

  @Test
  void oneHotOfWhatIsNoLabelIsExplained() {
    Reports.assertReport(
        """
        `one_hot` finds no labels in `numbers`; its columns are n
          = help: labels are the classes of digits, mnist and images, and the words of a csv column
        """,
        () -> new OneHot().apply(NUMBERS));
    Reports.assertReport(
        "column `y` holds 0.5, which is no class from 0 to 1048575",
        () -> new OneHot(List.of("y")).apply(DataSet.of("d", column("y", 0.5f))));
    Table pairs = Tables.of(List.of(Column.real("p", 2)), List.of(new float[4]));
    Reports.assertReport(
        "column `p` holds 2 values per row, no class",
        () -> new OneHot(List.of("p")).apply(DataSet.of("d", pairs)));
  }
}
