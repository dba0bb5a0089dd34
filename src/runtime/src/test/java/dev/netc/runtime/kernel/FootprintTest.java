package dev.netc.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import dev.netc.runtime.random.RandomState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether kernels touch only what their footprints tell. */
class FootprintTest {
  /** Memory in which operands lie apart. */
  private static final class Memory {
    private final Arena arena = Arena.announcingChanges(1 << 18);
    private final Random random = new Random(3);
    private long taken = 32;

    View take(long floats) {
      View view = arena.view(taken, floats);
      taken += floats + 16 - floats % 16 + 32;
      return view;
    }

    /** Gives all numbers new values but those that are kept. */
    void scramble(BitSet kept) {
      float[] values = floats();
      for (int i = 0; i < values.length; i++) {
        values[i] = kept.get(i) ? values[i] : (float) random.nextGaussian();
      }
      arena.view().set(0, values, 0, values.length);
    }

    float[] floats() {
      float[] values = new float[(int) arena.size()];
      arena.view().get(0, values, 0, values.length);
      return values;
    }

    /** The numbers of it that lie in some ranges. */
    BitSet in(List<Footprint.Range> ranges) {
      BitSet places = new BitSet();
      Footprint.Range all = Footprint.Range.of(arena.view());
      for (Footprint.Range range : ranges) {
        if (range.meets(all)) {
          places.set(place(range.from(), all), place(range.to(), all));
        }
      }
      return places;
    }

    private static int place(long address, Footprint.Range all) {
      return (int) ((address - all.from()) / Float.BYTES);
    }
  }

  private static void check(Memory memory, Kernel kernel) {
    memory.scramble(new BitSet());
    kernel.prepare();
    int known = 0;
    for (List<Kernel> stage : Staged.of(kernel)) {
      for (Kernel piece : stage) {
        Footprint footprint = Footprint.of(piece).orElse(null);
        if (footprint != null) {
          known++;
          check(memory, piece, footprint);
        }
        piece.run();
      }
    }
    assertTrue(known > 0, "none of its pieces knows what it touches");
  }

  private static void check(Memory memory, Kernel piece, Footprint footprint) {
    BitSet writes = memory.in(footprint.writes());
    BitSet touched = memory.in(footprint.reads());
    touched.or(writes);
    float[] before = memory.floats();
    piece.run();
    float[] after = memory.floats();
    List<float[]> written = floats(footprint.writes());
    for (int i = 0; i < before.length; i++) {
      assertTrue(writes.get(i) || same(before[i], after[i]), "writes beside its footprint");
    }
    memory.arena.view().set(0, before, 0, before.length);
    memory.scramble(touched);
    piece.run();
    List<float[]> again = floats(footprint.writes());
    for (int i = 0; i < written.size(); i++) {
      assertArrayEquals(written.get(i), again.get(i), "reads beside its footprint");
    }
  }

  /** Also of scratch memory, which lies elsewhere. */
  private static List<float[]> floats(List<Footprint.Range> ranges) {
    List<float[]> all = new ArrayList<>();
    for (Footprint.Range range : ranges) {
      if (range.from() < 0) {
        continue; // arrays, which are no memory
      }
      float[] values = new float[(int) (range.to() - range.from()) / Float.BYTES];
      new FloatPointer() {
        {
          address = range.from();
        }
      }.get(values);
      all.add(values);
    }
    return all;
  }

  private static boolean same(float a, float b) {
    return Float.floatToIntBits(a) == Float.floatToIntBits(b);
  }

  private static List<ConvSpec> convolutions() {
    WindowSpec small = WindowSpec.of(1, 14, 14, 16, 3, 3);
    return List.of(
        ConvSpec.of(small.pad(1, 1, 1, 1), 32).with(Activation.RELU),
        ConvSpec.of(small.pad(2, 0, 1, 2).stride(2, 1), 24),
        ConvSpec.of(small.batch(5), 20),
        ConvSpec.of(WindowSpec.of(1, 28, 28, 1, 3, 3).pad(1, 1, 1, 1), 16),
        ConvSpec.of(WindowSpec.of(1, 8, 8, 64, 3, 3).pad(1, 1, 1, 1), 64),
        ConvSpec.of(WindowSpec.of(1, 14, 14, 64, 3, 3).pad(2, 2, 2, 2), 64),
        ConvSpec.of(WindowSpec.of(3, 8, 7, 64, 3, 3).pad(1, 1, 1, 1), 32));
  }

  private static void eachConvolution(Consumer<ConvSpec> test) {
    convolutions().forEach(test);
  }

  @ParameterizedTest
  @EnumSource(value = KernelSet.class, names = "ONEDNN")
  void ofConvolutions(KernelSet set) {
    eachConvolution(
        spec -> {
          for (boolean adds : new boolean[] {false, true}) {
            Memory memory = new Memory();
            View x = memory.take(spec.sizeOfInput());
            View w = memory.take(spec.sizeOfWeights());
            View bias = memory.take(spec.filters());
            View residual = adds ? memory.take(spec.sizeOfOutput()) : null;
            View y = memory.take(spec.sizeOfOutput());
            check(memory, set.kernels().conv(spec, x, w, bias, residual, y));
            if (adds) {
              check(memory, set.kernels().conv(spec, x, w, bias, y, y));
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource(value = KernelSet.class, names = "ONEDNN")
  void ofPooling(KernelSet set) {
    List<WindowSpec> specs = new ArrayList<>(WindowSpecs.odd());
    specs.add(WindowSpec.of(1, 28, 28, 16, 2, 2).stride(2, 2));
    for (WindowSpec spec : specs) {
      Memory memory = new Memory();
      View x = memory.take(spec.sizeOfInput());
      View y = memory.take(spec.sizeOfPooled());
      check(memory, set.kernels().maxPool(spec, x, y));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofElementsAndMoves(KernelSet set) {
    for (int size : new int[] {1, 300, 3_001, 40_000}) {
      Memory memory = new Memory();
      View a = memory.take(size);
      View b = memory.take(1);
      View y = memory.take(size);
      TileFunction sum =
          (in, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[0][i] = in[0].get(i) + in[1].get(i);
            }
          };
      TileFunction sumWithOne =
          (in, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[0][i] = in[0].get(i) + in[1].get(0);
            }
          };
      check(memory, set.kernels().elementwise(sumWithOne, new View[] {a, b}, new View[] {y}, size));
      check(memory, set.kernels().elementwise(sum, new View[] {a, a}, new View[] {y}, size));
      check(memory, set.kernels().elementwise(sum, new View[] {a, y}, new View[] {y}, size));
    }
    Memory memory = new Memory();
    View x = memory.take(6 * 35);
    View y = memory.take(6 * 35);
    check(memory, set.kernels().permute(x, y, new long[] {6, 5, 7}, new int[] {2, 0, 1}));
  }

  @ParameterizedTest
  @EnumSource
  void ofElementsWithInputsThatRepeat(KernelSet set) {
    TileFunction sum =
        (in, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[0][i] = in[0].get(i) + in[1].get(i) * in[2].get(i);
          }
        };
    for (int[] size : new int[][] {{100, 100}, {37, 100}, {500, 64}, {2, 6_000}, {12, 50}}) {
      Memory memory = new Memory();
      int all = size[0] * size[1];
      View x = memory.take(all);
      View y = memory.take(all);
      View row = memory.take(size[1]);
      View two = memory.take(2);
      check(memory, set.kernels().elementwise(sum, new View[] {x, row, x}, new View[] {y}, all));
      check(memory, set.kernels().elementwise(sum, new View[] {row, x, two}, new View[] {y}, all));
      check(memory, set.kernels().elementwise(sum, new View[] {y, row, row}, new View[] {y}, all));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofReductions(KernelSet set) {
    int[][] sizes = {
      {1, 100, 100}, {1, 37, 3}, {1, 9_000, 5}, {1, 5, 9_000}, {3, 700, 20}, {4, 50, 1}
    };
    for (int[] size : sizes) {
      int columns = size[0] * size[2];
      int all = columns * size[1];
      Memory memory = new Memory();
      View x = memory.take(all);
      View g = memory.take(all);
      View mean = memory.take(columns);
      View y = memory.take(columns);
      Kernels kernels = set.kernels();
      for (Reduction op : Reduction.values()) {
        check(memory, kernels.reduce(op, x, y, size[0], size[1], size[2], 0.5f));
      }
      if (size[0] == 1) {
        check(memory, kernels.columnVariance(x, mean, y, size[1], columns));
        check(memory, kernels.columnDot(g, x, mean, y, size[1], columns));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofLossesAndNumbers(KernelSet set) {
    for (int rows : new int[] {1, 2, 37, 500}) {
      Memory memory = new Memory();
      View logits = memory.take(rows * 10L);
      View target = memory.take(rows * 10L);
      View loss = memory.take(rows);
      View gradient = memory.take(rows * 10L);
      View one = memory.take(1);
      Kernels kernels = set.kernels();
      check(memory, kernels.softmaxCrossEntropy(logits, target, true, loss, rows, 10));
      for (View g : new View[] {one, loss}) {
        check(
            memory,
            kernels.softmaxCrossEntropyGradient(logits, target, true, g, gradient, rows, 10));
      }
      check(memory, kernels.fill(gradient, 3));
      for (Distribution d : Distribution.values()) {
        check(memory, kernels.random(d, 0.1, 0.7, new RandomState(5), 1, gradient));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = KernelSet.class, names = "ONEDNN")
  void ofSpreadMaxima(KernelSet set) {
    List<WindowSpec> specs = new ArrayList<>(WindowSpecs.odd());
    specs.add(WindowSpec.of(3, 28, 28, 16, 2, 2).stride(2, 2));
    for (WindowSpec spec : specs) {
      Memory memory = new Memory();
      View x = memory.take(spec.sizeOfInput());
      View g = memory.take(spec.sizeOfPooled());
      View d = memory.take(spec.sizeOfInput());
      check(memory, set.kernels().maxPoolSpread(spec, x, g, d));
    }
  }

  @ParameterizedTest
  @EnumSource(value = KernelSet.class, names = "ONEDNN")
  void ofProductsInParts(KernelSet set) {
    for (int[] size : new int[][] {{100, 100, 100}, {37, 784, 37}, {3, 9_000, 7}, {20, 80, 300}}) {
      for (int bits = 0; bits < 4; bits++) {
        MatMulSpec spec =
            MatMulSpec.plain(size[0], size[1], size[2]).transposed((bits & 1) > 0, (bits & 2) > 0);
        Memory memory = new Memory();
        View a = memory.take(spec.sizeOfA());
        View b = memory.take(spec.sizeOfB());
        View bias = memory.take(spec.n());
        View y = memory.take(spec.sizeOfY());
        check(memory, set.kernels().matmul(spec.with(Activation.RELU), a, b, bias, y));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = KernelSet.class, names = "ONEDNN")
  void ofProducts(KernelSet set) {
    for (int rows : new int[] {1, 3, 300}) {
      Memory memory = new Memory();
      View a = memory.take(rows * 70L);
      View b = memory.take(70 * 50);
      View bias = memory.take(50);
      View y = memory.take(rows * 50L);
      check(memory, set.kernels().matmul(MatMulSpec.plain(rows, 70, 50), a, b, bias, y));
    }
  }
}
