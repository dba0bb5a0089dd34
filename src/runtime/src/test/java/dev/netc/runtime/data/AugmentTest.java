package dev.netc.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.data.Table.RowSampler;
import dev.netc.runtime.data.image.Variation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentTest {
  private static final Augment SHIFT = new Augment(List.of(new Variation.Shift(2, 2, false)));

  /** Images whose pixels count on from the row's number. */
  private static DataSet images(int... shape) {
    Column image = Column.real("image", shape);
    float[] pixels = new float[6 * image.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 1 + i;
    }
    Table table =
        Tables.of(List.of(image, Column.label("label", 6)), List.of(pixels, new float[6]));
    return DataSet.of("shop", table, table);
  }

  private static float[] read(Table table, int row) {
    float[] image = new float[table.column("image").size()];
    table.read("image", row, image, 0);
    return image;
  }

  private static float[] sample(Table table, int row, long key) {
    float[] image = new float[table.column("image").size()];
    RowSampler sampler = table.reader("image").sampler();
    sampler.sample(row, key, image, 0);
    return image;
  }

  @Test
  void readingSeesImagesAsTheyAre() {
    DataSet plain = images(3, 4, 5);
    DataSet varied = SHIFT.apply(plain);
    for (String split : List.of(DataSet.TRAIN, DataSet.TEST)) {
      for (int row = 0; row < 6; row++) {
        assertArrayEquals(read(plain.split(split), row), read(varied.split(split), row));
      }
    }
  }

  @Test
  void aVariantIsAFunctionOfRowAndKey() {
    Table train = SHIFT.apply(images(1, 4, 5)).split(DataSet.TRAIN);
    assertArrayEquals(sample(train, 2, 7), sample(train, 2, 7));
    assertFalse(Arrays.equals(sample(train, 2, 7), sample(train, 2, 8)));
    assertFalse(Arrays.equals(sample(train, 2, 7), sample(train, 3, 7)));
  }

  @Test
  void otherTransformsKeepTheirPlaceBeforeAndAfter() {
    DataSet late = new Scale(10).apply(SHIFT.apply(images(1, 4, 5)));
    DataSet early = SHIFT.apply(new Scale(10).apply(images(1, 4, 5)));
    DataSet split = new Split(0.5, 0, 3).apply(SHIFT.apply(new Scale(10).apply(images(1, 4, 5))));
    Table half = split.split(DataSet.TRAIN);
    int row = Math.round((read(half, 0)[0] - 10) / 200);
    for (long key = 0; key < 20; key++) {
      float[] expected = sample(early.split(DataSet.TRAIN), row, key);
      assertArrayEquals(expected, sample(late.split(DataSet.TRAIN), row, key));
      assertArrayEquals(expected, sample(half, 0, key));
    }
    // Standardised before, black is no longer 0; afterwards it is what 0 becomes.
    DataSet standardized = new Standardize().apply(SHIFT.apply(images(1, 4, 5)));
    boolean fills = false;
    for (long key = 0; key < 20; key++) {
      float first = sample(standardized.split(DataSet.TRAIN), 0, key)[0];
      fills |= first < -1.48f; // (0 - 51) / 34.2 = -1.49; of the images, the least has -1.46
    }
    assertTrue(fills);
  }

  @Test
  void aCropChangesTheShapeOfEverySplitAndShowsTheMiddleThere() {
    Augment crop = new Augment(List.of(new Variation.Crop(2, 3, 0)));
    DataSet cropped = crop.apply(images(1, 4, 5));
    assertArrayEquals(new int[] {1, 2, 3}, cropped.column("image").shape());
    assertArrayEquals(new float[] {7, 8, 9, 12, 13, 14}, read(cropped.split(DataSet.TEST), 0));
    assertArrayEquals(new float[] {7, 8, 9, 12, 13, 14}, read(cropped.split(DataSet.TRAIN), 0));
    Augment wide = new Augment(List.of(new Variation.Crop(1, 9, 2)));
    assertArrayEquals(
        new float[] {0, 0, 6, 7, 8, 9, 10, 0, 0},
        read(wide.apply(images(1, 4, 5)).split(DataSet.TEST), 0));
  }

  @Test
  void paddingWithoutALargerWindowKeepsTheShape() {
    Augment pad = new Augment(List.of(new Variation.Crop(4, 5, 2)));
    DataSet padded = pad.apply(images(1, 4, 5));
    assertArrayEquals(
        read(images(1, 4, 5).split("train"), 3), read(padded.split(DataSet.TRAIN), 3));
    Set<String> variants = new HashSet<>();
    for (long key = 0; key < 500; key++) {
      variants.add(Arrays.toString(sample(padded.split("train"), 3, key)));
    }
    assertEquals(25, variants.size(), "every place of a window in two pixels of padding");
  }

  @Test
  void onlyImagesAreVaried() {
    Reports.assertReport(
        """
        `augment` finds no images in `shop`; its columns are image [20], label of 6 classes
          = help: images are columns of the shape [channels, height, width]
        """,
        () -> SHIFT.apply(images(20)));
    Augment crop = new Augment(List.of(new Variation.Crop(9, 9, 1)));
    Reports.assertReport(
        """
        `crop` cannot cut 9×9 pixels out of 6×7, the padding included
          = help: take a smaller window, or a larger pad
        """,
        () -> crop.apply(images(1, 4, 5)));
  }
}
