package dev.netc.runtime.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What variations draw, over many keys. */
class VariationTest {
  private static final ImageSize SIZE = new ImageSize(1, 28, 28);
  private static final int KEYS = 4000;

  private static DoubleStream drawn(Variation variation, ToDoubleFunction<View> figure) {
    return LongStream.range(0, KEYS)
        .mapToObj(key -> variation.vary(View.of(SIZE), new Draws(key)))
        .mapToDouble(figure);
  }

  private static Set<Double> values(Variation variation, ToDoubleFunction<View> figure) {
    Set<Double> values = new TreeSet<>();
    drawn(variation, figure).forEach(values::add);
    return values;
  }

  private static void assertFills(Variation v, ToDoubleFunction<View> figure, double a, double b) {
    var drawn = drawn(v, figure).summaryStatistics();
    double margin = (b - a) / 100;
    assertTrue(drawn.getMin() >= a && drawn.getMin() < a + margin, drawn.toString());
    assertTrue(drawn.getMax() <= b && drawn.getMax() > b - margin, drawn.toString());
    assertEquals((a + b) / 2, drawn.getAverage(), 3 * margin);
  }

  @Test
  void aShiftIsOfWholePixelsUnlessFractionsAreAskedFor() {
    Variation whole = new Variation.Shift(2, 1, false);
    assertEquals(Set.of(-2.0, -1.0, 0.0, 1.0, 2.0), Set.copyOf(values(whole, View::x0)));
    assertEquals(Set.of(-1.0, 0.0, 1.0), Set.copyOf(values(whole, View::y0)));
    assertFills(new Variation.Shift(2, 0, true), View::x0, -2, 2);
    assertEquals(1, values(new Variation.Shift(2, 0, true), v -> Math.abs(v.y0())).size());
  }

  @Test
  void anAngleIsInDegreesToBothSides() {
    Variation rotate = new Variation.Rotate(10);
    assertFills(rotate, v -> Math.toDegrees(Math.atan2(v.xy(), v.xx())), -10, 10);
  }

  @Test
  void aFactorIsBetweenItsBounds() {
    assertFills(new Variation.Zoom(0.9, 1.1), v -> 1 / v.xx(), 0.9, 1.1);
    assertFills(new Variation.Brightness(0.2), View::gain, 0.8, 1.2);
    assertThrows(IllegalArgumentException.class, () -> new Variation.Zoom(1.1, 0.9));
  }

  @Test
  void everySecondImageIsMirrored() {
    Variation both = new Variation.Flip(true, true);
    assertEquals(0, drawn(both, View::xx).average().orElseThrow(), 0.05);
    assertEquals(0, drawn(both, View::yy).average().orElseThrow(), 0.05);
    assertEquals(0, drawn(both, v -> v.xx() * v.yy()).average().orElseThrow(), 0.05);
    assertEquals(Set.of(1.0), values(new Variation.Flip(true, false), View::yy));
    assertEquals(Set.of(1.0), values(new Variation.Flip(false, true), View::xx));
  }

  @Test
  void aWindowLiesAnywhereInThePaddedImage() {
    Variation crop = new Variation.Crop(28, 20, 4);
    assertEquals(new ImageSize(1, 28, 20), crop.size(SIZE));
    assertEquals(9, values(crop, View::y0).size());
    assertFills(crop, View::y0, -4, 4);
    assertFills(crop, View::x0, -4, 12);
  }

  @Test
  void aHoleHasItsCentreAnywhereInTheImage() {
    Variation cutout = new Variation.Cutout(8);
    assertFills(cutout, v -> v.holes().get(0).top(), -4, 23);
    assertEquals(Set.of(8.0), values(cutout, v -> hole(v).right() - hole(v).left()));
  }

  private static View.Hole hole(View view) {
    return view.holes().get(0);
  }
}
