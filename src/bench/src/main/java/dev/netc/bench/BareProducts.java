package dev.netc.bench;

import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.kernel.MatMulSpec;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import dev.netc.runtime.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The matrix products that a run of dense layers cannot do without, and nothing else: no bias, no
 * activation, no loss, no update. What a step takes beyond them is the compiler's to save.
 */
final class BareProducts {
  private final List<Kernel> kernels = new ArrayList<>();
  private final Kernels set;

  private BareProducts(Kernels set) {
    this.set = set;
  }

  /** One product {@code [m, k] · [k, n]}, its operands stored as {@code spec} says. */
  static BareProducts of(Kernels set, MatMulSpec spec) {
    BareProducts products = new BareProducts(set);
    products.add(spec, noise(spec.sizeOfA()), noise(spec.sizeOfB()), noise(spec.sizeOfY()));
    return products;
  }

  /**
   * The products of layers of some widths.
   *
   * @param trained whether backward as well as forward; the gradient of the first input is not
   *     needed
   */
  static BareProducts of(Kernels set, boolean trained, int batch, int... widths) {
    BareProducts products = new BareProducts(set);
    int layers = widths.length - 1;
    View[] values = new View[widths.length];
    View[] weights = new View[layers];
    View[] gradients = new View[widths.length];
    for (int i = 0; i <= layers; i++) {
      values[i] = noise((long) batch * widths[i]);
      gradients[i] = noise((long) batch * widths[i]);
    }
    for (int i = 0; i < layers; i++) {
      weights[i] = noise((long) widths[i] * widths[i + 1]);
      MatMulSpec forward = MatMulSpec.plain(batch, widths[i], widths[i + 1]);
      products.add(forward, values[i], weights[i], values[i + 1]);
    }
    for (int i = layers - 1; trained && i >= 0; i--) {
      MatMulSpec ofWeights = MatMulSpec.plain(widths[i], batch, widths[i + 1]);
      View result = noise(weights[i].size());
      products.add(ofWeights.transposed(true, false), values[i], gradients[i + 1], result);
      if (i > 0) {
        MatMulSpec ofValues = MatMulSpec.plain(batch, widths[i + 1], widths[i]);
        products.add(ofValues.transposed(false, true), gradients[i + 1], weights[i], gradients[i]);
      }
    }
    return products;
  }

  private void add(MatMulSpec spec, View a, View b, View y) {
    kernels.add(set.matmul(spec, a, b, null, y));
  }

  static View noise(long size) {
    View view = Arena.allocate(size).view();
    for (int i = 0; i < size; i++) {
      view.set(i, 0.1f * CounterRandom.uniform(2, 0, 0, i));
    }
    return view;
  }

  void run() {
    for (int i = 0; i < kernels.size(); i++) {
      kernels.get(i).run();
    }
  }
}
