package dev.netc.runtime.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.runtime.random.CounterRandom;
import org.junit.jupiter.api.Test;

/** What views show, by hand and against a slow computation of the definition. */
class ViewTest {
  private static final ImageSize SQUARE = new ImageSize(1, 3, 3);
  private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static float[] show(View view, ImageSize size, float... image) {
    float[] shown = new float[size.channels() * view.height() * view.width()];
    new Resampler(size).show(view, image, shown, 0);
    return shown;
  }

  private static void assertShows(View view, float... expected) {
    assertArrayEquals(expected, show(view, SQUARE, IMAGE), 1e-6f);
  }

  @Test
  void movesBringZerosFromOutside() {
    assertShows(View.of(SQUARE), IMAGE);
    assertShows(View.of(SQUARE).shifted(1, 0), 0, 1, 2, 0, 4, 5, 0, 7, 8);
    assertShows(View.of(SQUARE).shifted(-1, 2), 0, 0, 0, 0, 0, 0, 2, 3, 0);
    assertShows(View.of(SQUARE).shifted(0.5, 0), 0.5f, 1.5f, 2.5f, 2, 4.5f, 5.5f, 3.5f, 7.5f, 8.5f);
    assertShows(View.of(SQUARE).shifted(100, -100), new float[9]);
  }

  @Test
  void turnsAreClockwise() {
    assertShows(View.of(SQUARE).turned(Math.PI / 2), 7, 4, 1, 8, 5, 2, 9, 6, 3);
    assertShows(View.of(SQUARE).turned(Math.PI), 9, 8, 7, 6, 5, 4, 3, 2, 1);
  }

  @Test
  void mirrorsExchangeSides() {
    assertShows(View.of(SQUARE).mirrored(), 3, 2, 1, 6, 5, 4, 9, 8, 7);
    assertShows(View.of(SQUARE).flipped(), 7, 8, 9, 4, 5, 6, 1, 2, 3);
  }

  @Test
  void scalingKeepsTheCentre() {
    // Twice as large, places lie half a pixel apart about the centre: 5 ± half a neighbour.
    assertShows(View.of(SQUARE).scaled(2), 3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7);
    assertShows(View.of(SQUARE).scaled(0.5), 0, 0, 0, 0, 5, 0, 0, 0, 0);
  }

  @Test
  void windowsMayGoBeyondTheImage() {
    View window = View.of(SQUARE).window(-1, 1, 2, 3);
    assertArrayEquals(new float[] {0, 0, 0, 2, 3, 0}, show(window, SQUARE, IMAGE));
  }

  @Test
  void movesAreMadeInTheirOrder() {
    View first = View.of(SQUARE).shifted(1, 0).turned(Math.PI / 2);
    assertShows(first, 0, 0, 0, 7, 4, 1, 8, 5, 2);
    View second = View.of(SQUARE).turned(Math.PI / 2).shifted(1, 0);
    assertShows(second, 0, 7, 4, 0, 8, 5, 0, 9, 6);
  }

  @Test
  void whatOneMoveTakesAwayTheNextBringsBack() {
    assertShows(View.of(SQUARE).shifted(2, 1).shifted(-2, -1), IMAGE);
  }

  @Test
  void brightnessAndHolesComeLast() {
    View view = View.of(SQUARE).brightened(2).cut(new View.Hole(-4, 1, 2, 9)).shifted(1, 0);
    assertShows(view, 0, 0, 0, 0, 0, 0, 0, 14, 16);
  }

  @Test
  void anyViewIsWhatItsDefinitionSays() {
    ImageSize size = new ImageSize(3, 5, 7);
    float[] image = new float[size.values()];
    CounterRandom.fillUniform(1, 0, -1, 1, image, image.length);
    for (int i = 0; i < 200; i++) {
      Draws draws = new Draws(i);
      View turned = View.of(size).turned(draws.uniform(-3, 3)).scaled(draws.uniform(0.3, 3));
      View still = i % 3 == 0 ? View.of(size).mirrored() : View.of(size).flipped();
      View view =
          (i % 2 == 0 ? turned.shifted(draws.uniform(-3, 3), draws.uniform(-3, 3)) : still)
              .window(draws.whole(-7, 5), draws.whole(-5, 7), 6, 4);
      float[] shown = show(view, size, image);
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < 6; y++) {
          for (int x = 0; x < 4; x++) {
            // Both interpolate values below 1; weights are rounded to 24 bits.
            assertEquals(
                slow(view, size, image, c, y, x), shown[(c * 6 + y) * 4 + x], 1e-6, "view " + i);
          }
        }
      }
    }
  }

  private static double slow(View v, ImageSize size, float[] image, int c, int y, int x) {
    double px = v.xx() * (x + 0.5) + v.xy() * (y + 0.5) + v.x0();
    double py = v.yx() * (x + 0.5) + v.yy() * (y + 0.5) + v.y0();
    double sum = 0;
    for (int row = 0; row < size.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        double near = Math.max(0, 1 - Math.abs(px - column - 0.5));
        near *= Math.max(0, 1 - Math.abs(py - row - 0.5));
        sum += near * image[(c * size.height() + row) * size.width() + column];
      }
    }
    return sum;
  }
}
