package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import dev.netc.runtime.random.RandomState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chains of random kernels against the same kernels one after the other. */
class ChainTest {
  private static final int FLOATS = 600;

  /** Writes to each float of y one that depends on all of x and on what y was. */
  private record Mix(View x, View y) implements Kernel, Footprint.Known {
    @Override
    public Optional<Footprint> footprint() {
      return Optional.of(Footprint.of(x, y));
    }

    @Override
    public void run() {
      int hash = 17;
      for (float value : floats(x)) {
        hash = 31 * hash + (int) value;
      }
      float[] values = floats(y);
      for (int i = 0; i < values.length; i++) {
        hash = 31 * hash + (int) values[i];
        values[i] = hash >>> 10; // 22 bits, which a float holds
      }
      y.set(0, values, 0, values.length);
    }
  }

  private static float[] floats(View view) {
    float[] values = new float[(int) view.size()];
    view.get(0, values, 0, values.length);
    return values;
  }

  /** A kernel in pieces of which each reads what no other one of them writes. */
  private static Kernel random(Random random, Team team, Arena arena) {
    int pieces = 1 + random.nextInt(6);
    int span = 1 + random.nextInt(FLOATS / 2 / pieces);
    int written = random.nextInt(FLOATS - span * pieces + 1);
    boolean before = written > FLOATS - written - span * pieces;
    int from = before ? 0 : written + span * pieces;
    int room = before ? written : FLOATS - from;
    List<Kernel> kernels = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      int size = 1 + random.nextInt(Math.min(40, room));
      View x = arena.view(from + random.nextInt(room - size + 1), size);
      kernels.add(new Mix(x, arena.view(written + i * span, span)));
    }
    return team.shared(kernels.toArray(Kernel[]::new));
  }

  private static void fill(Arena arena) {
    float[] values = new float[FLOATS];
    for (int i = 0; i < FLOATS; i++) {
      values[i] = i;
    }
    arena.view().set(0, values, 0, FLOATS);
  }

  @Test
  void doesAsItsKernelsOneAfterTheOther() {
    for (int threads = 2; threads <= 5; threads++) {
      Team team = new Team(threads);
      for (int seed = 0; seed < 150; seed++) {
        Random random = new Random(seed);
        Arena arena = Arena.allocate(FLOATS);
        Kernel[] kernels = new Kernel[2 + random.nextInt(30)];
        for (int i = 0; i < kernels.length; i++) {
          kernels[i] = random(random, team, arena);
        }
        fill(arena);
        for (Kernel kernel : kernels) {
          for (List<Kernel> stage : Staged.of(kernel)) {
            stage.forEach(Kernel::run);
          }
        }
        float[] expected = floats(arena.view());
        Kernel[] joined = Chain.join(team, kernels);
        for (int run = 0; run < 20; run++) {
          fill(arena);
          for (Kernel kernel : joined) {
            kernel.run();
          }
          assertArrayEquals(expected, floats(arena.view()), threads + " threads, seed " + seed);
        }
      }
    }
  }

  /** A kernel of many elements runs in the pieces in which what it reads was written. */
  @Test
  void whatIsDividedComputesTheSame() {
    int size = 60_000;
    Arena arena = Arena.allocate(4L * size);
    View x = arena.view(0, size);
    View y = arena.view(size, size);
    TileFunction sum =
        (in, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[0][i] = in[0].get(i) + in[1].get(i);
          }
        };
    Team team = new Team(2);
    Kernel[] kernels = {
      team.shared(writer(x, 0, 17_003, 1), writer(x, 17_003, 25_000, 2)),
      team.shared(writer(x, 25_000, 25_010, 3), writer(x, 25_010, size, 4)),
      ElementwiseKernel.shared(team, sum, new View[] {y, x}, new View[] {y}, size)
    };
    Kernel[] joined = Chain.join(team, kernels);
    assertEquals(1, joined.length);
    for (int run = 1; run <= 200; run++) {
      joined[0].run();
      int[] of = {0, 17_002, 17_003, 24_999, 25_000, 25_009, 25_010, size - 1};
      int[] expected = {1, 1, 2, 2, 3, 3, 4, 4};
      for (int i = 0; i < of.length; i++) {
        assertEquals(run * expected[i], y.get(of[i]), "element " + of[i]);
      }
    }
  }

  /** Functions that compute in memory of their own, too, for each part has its thread's. */
  @ParameterizedTest
  @EnumSource
  void unaryFunctionsAreDividedToo(Unary function) {
    int size = 60_000;
    Arena arena = Arena.allocate(4L * size);
    View x = arena.view(0, size);
    View y = arena.view(size, size);
    View z = arena.view(2L * size, size);
    for (int i = 0; i < size; i++) {
      x.set(i, 0.5f + i % 997 * 1e-3f);
    }
    Kernels portable = Kernels.portable().ofNet();
    portable.unary(function, x, z).run();
    float[] expected = new float[size];
    z.get(expected);
    Team team = new Team(3);
    Kernel moved = team.shared(copy(x, y, 0, size / 2), copy(x, y, size / 2, size));
    Kernel[] joined = Chain.join(team, moved, portable.unary(function, y, z));
    assertEquals(1, joined.length);
    float[] values = new float[size];
    for (int run = 0; run < 100; run++) {
      joined[0].run();
      z.get(values);
      assertArrayEquals(expected, values, "run " + run);
    }
  }

  private static Kernel copy(View x, View y, int from, int to) {
    TileFunction function = (in, out, n) -> in[0].copyTo(out[0], n);
    return new ElementwiseKernel(function, new View[] {x}, new View[] {y}, (int) x.size())
        .part(from, to);
  }

  private static Kernel writer(View x, int from, int to, float value) {
    View part = x.arena().view(x.offset() + from, to - from);
    return new FillKernel(part, value);
  }

  /** Floats between two operands of a step. */
  private static final int APART = 16_384;

  /** What a step with batch normalisation is made of, some of it in arrays and scratch memory. */
  private static Kernel[] step(Kernels kernels, Arena arena) {
    int rows = 110;
    int columns = 90;
    int all = rows * columns;
    Function<Integer, View> at = index -> arena.view(index * APART, all);
    View mean = arena.view(5 * APART, columns);
    View variance = arena.view(5 * APART + 128, columns);
    View matrix = arena.view(6 * APART, columns * columns);
    View loss = arena.view(5 * APART + 256, rows);
    TileFunction normal =
        (in, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[0][i] = Math.max(0, (in[0].get(i) - in[1].get(i)) / (1 + in[2].get(i)));
          }
        };
    MatMulSpec product = MatMulSpec.plain(rows, columns, columns);
    MatMulSpec byTerms = MatMulSpec.plain(10, 3 * 90, 2 * 9).transposed(true, true);
    List<Kernel> list = new ArrayList<>();
    list.add(kernels.random(Distribution.BERNOULLI, 0.5, 0, new RandomState(3), 1, at.apply(4)));
    for (int layer = 0; layer < 3; layer++) {
      View x = at.apply(layer % 2);
      View y = at.apply(1 - layer % 2);
      list.add(kernels.matmul(product, x, matrix, null, at.apply(2)));
      list.add(kernels.reduce(Reduction.SUM, at.apply(2), mean, 1, rows, columns, 1f / rows));
      list.add(kernels.columnVariance(at.apply(2), mean, variance, rows, columns));
      View[] in = {at.apply(2), mean, variance};
      list.add(kernels.elementwise(normal, in, new View[] {y}, all));
      list.add(kernels.softmaxCrossEntropy(y, at.apply(4), true, loss, rows, columns));
      list.add(
          kernels.softmaxCrossEntropyGradient(
              y, at.apply(4), true, loss, at.apply(3), rows, columns));
      list.add(kernels.columnDot(at.apply(3), at.apply(2), mean, variance, rows, columns));
      list.add(
          kernels.matmul(
              byTerms,
              arena.view(3 * APART, 2_700),
              arena.view(3 * APART, 4_860),
              null,
              arena.view(2 * APART, 180)));
      list.add(
          kernels.matmul(
              MatMulSpec.plain(columns, rows, columns).transposed(true, false),
              at.apply(2),
              at.apply(3),
              null,
              matrix));
    }
    return list.toArray(Kernel[]::new);
  }

  @ParameterizedTest
  @EnumSource
  void aStepDoesAsItsKernelsOneAfterTheOther(KernelSet set) {
    Arena arena = Arena.allocate(7 * APART);
    Kernels kernels = set.kernels().ofNet().forChangingWeights();
    Kernel[] step = kernels.reserving(() -> step(kernels, arena));
    float[] values = new float[7 * APART];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    arena.view().set(values);
    for (Kernel kernel : step) {
      kernel.run();
    }
    float[] expected = floats(arena.view());
    for (int threads = 2; threads <= 4; threads++) {
      Kernel[] joined = Chain.join(new Team(threads), step);
      if (set == KernelSet.ONEDNN) {
        assertEquals(1, joined.length, "all of a step knows what it touches");
      }
      for (int run = 0; run < 200; run++) {
        arena.view().set(values);
        for (Kernel kernel : joined) {
          kernel.run();
        }
        assertArrayEquals(expected, floats(arena.view()), threads + " threads");
      }
    }
  }

  @Test
  void joinsUpToAKernelThatDoesNotKnowWhatItTouches() {
    Team team = new Team(2);
    Arena arena = Arena.allocate(4);
    Kernel half =
        team.shared(
            new Mix(arena.view(0, 1), arena.view(1, 1)),
            new Mix(arena.view(2, 1), arena.view(3, 1)));
    Kernel unknown = () -> {};
    Kernel[] joined = Chain.join(team, half, half, unknown, half, half, half);
    assertEquals(3, joined.length);
    assertSame(unknown, joined[1]);
    assertSame(half, Chain.join(team, half, unknown)[0], "nothing to gain");
  }

  /** Where several pieces fail, it is the first in order that would have failed without a chain. */
  @Test
  void theFirstFailureInOrderReachesTheCaller() {
    Team team = new Team(2);
    Arena arena = Arena.allocate(8);
    record Failing(String name, View y) implements Kernel, Footprint.Known {
      @Override
      public Optional<Footprint> footprint() {
        return Optional.of(new Footprint(List.of(), List.of(Footprint.Range.of(y))));
      }

      @Override
      public void run() {
        throw new IllegalStateException(name);
      }
    }
    Kernel chain =
        Chain.join(
            team,
            team.shared(
                new Mix(arena.view(0, 1), arena.view(1, 1)),
                new Mix(arena.view(2, 1), arena.view(3, 1))),
            team.shared(
                new Failing("first", arena.view(4, 1)), new Failing("second", arena.view(5, 1))),
            new Failing("third", arena.view(6, 1)))[0];
    for (int i = 0; i < 2000; i++) {
      assertEquals("first", assertThrows(IllegalStateException.class, chain::run).getMessage());
    }
  }

  @Test
  void whatAPieceThrowsReachesTheCaller() {
    Team team = new Team(2);
    Arena arena = Arena.allocate(8);
    boolean[] fails = {true};
    record Failing(Kernel work, boolean[] fails) implements Kernel, Footprint.Known {
      @Override
      public Optional<Footprint> footprint() {
        return Footprint.of(work);
      }

      @Override
      public void run() {
        if (fails[0]) {
          throw new IllegalStateException("a piece");
        }
        work.run();
      }
    }
    Mix first = new Mix(arena.view(0, 1), arena.view(1, 1));
    Mix second = new Mix(arena.view(2, 1), arena.view(3, 1));
    Mix third = new Mix(arena.view(1, 3), arena.view(4, 1));
    Mix fourth = new Mix(arena.view(1, 3), arena.view(5, 1));
    Kernel chain =
        Chain.join(
            team,
            team.shared(new Failing(first, fails), second),
            team.shared(third, new Failing(fourth, fails)))[0];
    for (int i = 0; i < 1000; i++) {
      assertEquals("a piece", assertThrows(IllegalStateException.class, chain::run).getMessage());
    }
    fails[0] = false;
    fill(arena, 8);
    chain.run();
    float[] actual = floats(arena.view());
    fill(arena, 8);
    List.of(first, second, third, fourth).forEach(Kernel::run);
    assertArrayEquals(floats(arena.view()), actual);
  }

  private static void fill(Arena arena, int n) {
    for (int i = 0; i < n; i++) {
      arena.view().set(i, new float[] {i}, 0, 1);
    }
  }
}
