package dev.netc.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.checkpoint.WeightImport.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightImportTest {
  private static final List<Wanted> NET =
      List.of(
          new Wanted("features.dense.weight", new long[] {2, 3}),
          new Wanted("features.dense.bias", new long[] {3}),
          new Wanted("classifier.weight", new long[] {3, 1}));

  @Test
  void fitsByNameInAnyOrder() {
    WeightImport fitted =
        WeightImport.match(
            NET,
            List.of(
                tensor("classifier.weight", 3, 1),
                tensor("features.dense.bias", 3),
                tensor("features.dense.weight", 2, 3)),
            List.of());
    assertTrue(fitted.fits());
    assertEquals(
        List.of("features.dense.weight", "features.dense.bias", "classifier.weight"),
        List.copyOf(fitted.values().keySet()));
  }

  @Test
  void saysOfEachEntryWhatIsWrong() {
    WeightImport fitted =
        WeightImport.match(
            NET,
            List.of(
                tensor("features.dense.weight", 3, 2),
                tensor("features.dense_bias", 3),
                tensor("classifier.weight", 4),
                tensor("head", 7)),
            List.of());
    assertFalse(fitted.fits());
    assertTrue(fitted.values().isEmpty());
    assertEquals(
        """
        'features.dense.weight' is [3, 2] in the file; the net expects [2, 3]; transpose it where it was saved
        the file has no 'features.dense.bias' [3], which the net needs; did you mean its 'features.dense_bias'?
        'classifier.weight' is [4] in the file; the net expects [3, 1]
        the file has 'features.dense_bias' [3], which the net does not
        the file has 'head' [7], which the net does not\
        """,
        String.join("\n", fitted.problems()));
  }

  @Test
  void leavesOutWhatIsExcepted() {
    WeightImport fitted =
        WeightImport.match(
            NET,
            List.of(
                tensor("features.dense.weight", 2, 3),
                tensor("features.dense.bias", 3),
                tensor("classifier.weight", 9, 9),
                tensor("classifier.bias", 9)),
            List.of("classifier"));
    assertEquals(List.of(), fitted.problems());
    assertEquals(2, fitted.values().size());
  }

  @Test
  void countsBesideRunningStatisticsArePassedOver() {
    List<Wanted> norm = List.of(new Wanted("norm.running_mean", new long[] {3}));
    List<StoredTensor> stored =
        List.of(tensor("norm.running_mean", 3), tensor("norm.num_batches_tracked"));
    assertTrue(WeightImport.match(norm, stored, List.of()).fits());
    List<StoredTensor> vector =
        List.of(tensor("norm.running_mean", 3), tensor("norm.num_batches_tracked", 2));
    assertFalse(WeightImport.match(norm, vector, List.of()).fits());
  }

  @Test
  void aPrefixEndsWhereANameDoes() {
    WeightImport fitted = WeightImport.match(NET, List.of(), List.of("class", "features"));
    assertEquals(
        """
        the file has no 'classifier.weight' [3, 1], which the net needs
        'except class' names no parameter of the net\
        """,
        String.join("\n", fitted.problems()));
  }

  private static StoredTensor tensor(String name, long... shape) {
    return StoredTensor.of(name, shape, new float[(int) Shapes.elements(shape)]);
  }
}
