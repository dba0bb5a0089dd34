package dev.netc.runtime.net;

import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.kernel.TileFunction;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;

/**
 * The optimiser's update of all trained parameters: one pass over the arenas of parameters,
 * gradients and optimiser state, which have the same layout.
 */
final class Update {
  /** Floats of one run: what a view's buffer can hold, and a multiple of the alignment. */
  private static final long RUN = 1L << 28;

  private final List<Kernel> kernels = new ArrayList<>();
  private final GradientNorm norm;
  private final View uniforms;
  private final Arena parameters;

  Update(SharedMemory shared, MemoryPlan plan, Kernels set, TileFunction rule, double clip) {
    parameters = shared.parameters;
    uniforms = shared.uniforms().view();
    List<View> gradients = new ArrayList<>();
    for (long at = 0; at < plan.trainable(); at += RUN) {
      long size = Math.min(RUN, plan.trainable() - at);
      View weight = parameters.view(at, size);
      View gradient = shared.gradients().view(at, size);
      List<View> in = new ArrayList<>(List.of(weight, gradient));
      List<View> out = new ArrayList<>(List.of(weight));
      for (int s = 0; s < plan.optimizerState(); s++) {
        View state = shared.optimizerState().view(s * plan.trainable() + at, size);
        in.add(state);
        out.add(state);
      }
      for (int u = 0; u < plan.uniforms(); u++) {
        in.add(shared.uniforms().view(u, 1));
      }
      kernels.add(set.elementwise(rule, in.toArray(View[]::new), out.toArray(View[]::new), size));
      gradients.add(gradient);
    }
    norm = Double.isFinite(clip) ? new GradientNorm(gradients.toArray(View[]::new), clip) : null;
  }

  /** Sets a number that is the same for all elements of this step. */
  void uniform(int index, double value) {
    uniforms.set(index, (float) value);
  }

  void run() {
    if (norm != null) {
      norm.clip();
    }
    for (int i = 0; i < kernels.size(); i++) {
      kernels.get(i).run();
    }
    parameters.changed();
  }
}
