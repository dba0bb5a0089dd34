package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.Arrays;
import java.util.Random;

/**
 * A view for a test, in an arena of its own, with guards on both sides that no kernel may touch.
 */
final class Operand {
  private static final int GUARD = 16;
  private static final float MARK = 12345.678f;

  private final Arena arena;
  private final View view;

  private Operand(int size) {
    arena = Arena.allocate(size + 2L * GUARD);
    View whole = arena.view();
    for (int i = 0; i < whole.size(); i++) {
      whole.set(i, MARK);
    }
    view = arena.view(GUARD, size);
  }

  static Operand of(float... values) {
    Operand operand = new Operand(values.length);
    operand.view.set(values);
    return operand;
  }

  static Operand of(double[] values) {
    return of(floats(values));
  }

  /** Normal with mean 0 and standard deviation 1. */
  static Operand random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return of(values);
  }

  /** Whole numbers from 0 to {@code bound - 1}. */
  static Operand indices(int size, int bound, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextInt(bound);
    }
    return of(values);
  }

  /** All NaN: a kernel that reads its output before writing it, or leaves a part out, shows. */
  static Operand unset(int size) {
    float[] values = new float[size];
    Arrays.fill(values, Float.NaN);
    return of(values);
  }

  View view() {
    return view;
  }

  float[] floats() {
    float[] values = new float[(int) view.size()];
    view.get(values);
    for (int i = 0; i < GUARD; i++) {
      assertEquals(MARK, arena.view().get(i), "float " + (i - GUARD) + " was overwritten");
      long after = GUARD + view.size() + i;
      assertEquals(MARK, arena.view().get(after), "float " + after + " was overwritten");
    }
    return values;
  }

  double[] doubles() {
    float[] values = floats();
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
