package dev.netc.runtime.data.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class DigitsTest {
  private static final DataSet DIGITS = Digits.read("digits", Digits.DEFAULT_SEED);

  private static float[] image(DataSet data, String split, int row) {
    float[] image = new float[784];
    data.split(split).read("image", row, image, 0);
    return image;
  }

  @Test
  void thereAreAsManyAsOfMnist() {
    assertEquals("[image [1, 28, 28], label of 10 classes]", DIGITS.columns().toString());
    assertEquals(60_000, DIGITS.split("train").rows());
    assertEquals(10_000, DIGITS.split("test").rows());
  }

  @Test
  void everyDigitIsAsFrequentAsAnyOtherAndTheyAreMixed() {
    Table test = DIGITS.split("test");
    int[] count = new int[10];
    float[] labels = new float[test.rows()];
    for (int row = 0; row < test.rows(); row++) {
      test.read("label", row, labels, row);
      count[(int) labels[row]]++;
    }
    assertTrue(Arrays.stream(count).allMatch(c -> c == 1000), Arrays.toString(count));
    int[] early = new int[10];
    for (int row = 0; row < 1000; row++) {
      early[(int) labels[row]]++;
    }
    // 100 expected each, with a standard deviation of about 9.
    assertTrue(Arrays.stream(early).allMatch(c -> c > 60 && c < 140), Arrays.toString(early));
  }

  @Test
  void anImageDependsOnSeedSplitAndPlaceAlone() {
    DataSet again = Digits.read("again", Digits.DEFAULT_SEED);
    // The last row first: what was drawn before makes no difference.
    assertArrayEquals(image(DIGITS, "train", 59_999), image(again, "train", 59_999));
    assertArrayEquals(image(DIGITS, "train", 17), image(again, "train", 17));
    DataSet other = Digits.read("other", 2);
    assertFalse(Arrays.equals(image(DIGITS, "train", 17), image(other, "train", 17)));
    assertFalse(Arrays.equals(image(DIGITS, "train", 17), image(DIGITS, "test", 17)));
  }

  /** The first that are read in any order are drawn alone, the others in blocks meanwhile. */
  @Test
  void whoeverReadsFirstAndInWhateverOrderGetsTheSame() throws InterruptedException {
    DataSet here = Digits.read("here", 3);
    DataSet there = Digits.read("there", 3);
    int rows = here.split("test").rows();
    float[] forwards = new float[784 * rows];
    float[] backwards = new float[784 * rows];
    Thread other = new Thread(() -> readAll(there.split("test"), backwards, -1));
    other.start();
    readAll(there.split("test"), new float[784 * rows], 1);
    other.join();
    readAll(here.split("test"), forwards, 1);
    assertArrayEquals(forwards, backwards);
  }

  private static void readAll(Table table, float[] images, int direction) {
    for (int i = 0; i < table.rows(); i++) {
      int row = direction > 0 ? i : table.rows() - 1 - i;
      table.read("image", row, images, 784 * row);
    }
  }

  /**
   * Golden: results that people report for {@code digits()} must stay comparable from one version
   * to the next.
   */
  @Test
  void theImagesOfTheDefaultSeedNeverChange() {
    CRC32 sum = new CRC32();
    for (int row = 0; row < 200; row++) {
      for (float value : image(DIGITS, "test", row)) {
        sum.update(Math.round(255 * value));
      }
    }
    assertEquals("2ae38aca", Long.toHexString(sum.getValue()));
  }

  @Test
  void imagesAreInkOnPaperWithinTheirFrame() {
    double total = 0;
    for (int row = 0; row < 1000; row++) {
      float[] image = image(DIGITS, "test", row);
      double ink = 0;
      for (float value : image) {
        assertTrue(value >= 0 && value <= 1);
        ink += value;
      }
      assertTrue(ink > 15, "image " + row + " has " + ink + " pixels of ink");
      total += ink;
    }
    // MNIST's mean is 0.13.
    assertEquals(0.11, total / 1000 / 784, 0.02);
  }

  @Test
  void aLinearClassifierIsNotEnough() {
    LinearClassifier classifier = new LinearClassifier();
    classifier.train(DIGITS.split("train"), 0.005f, 1);
    classifier.train(DIGITS.split("train"), 0.001f, 2);
    double accuracy = classifier.accuracy(DIGITS.split("test"));
    assertTrue(accuracy > 0.80 && accuracy < 0.95, "accuracy " + accuracy);
  }
}
