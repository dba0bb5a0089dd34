package dev.netc.runtime.net;

import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.kernel.TileFunction;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;

/**
 * The optimiser's update of all trained parameters: one pass over the arenas of parameters,
 * gradients and optimiser state, which have the same layout. Parameters whose learning rate has the
 * same factor share the numbers of the step.
 */
final class Update {
  /** Floats of one run: what a view's buffer can hold, and a multiple of the alignment. */
  private static final long RUN = 1L << 28;

  private final SharedMemory shared;
  private final MemoryPlan plan;
  private final RateRuns rates;
  private final List<Kernel> kernels = new ArrayList<>();
  private final List<View> gradients = new ArrayList<>();
  private final List<MaxNorm> maxNorms = new ArrayList<>();
  private final View uniforms;
  private int selected;

  /**
   * @param clip the largest norm of all gradients together
   */
  Update(SharedMemory shared, NetSpec spec, Kernels set, TileFunction rule, double clip) {
    this.shared = shared;
    this.plan = spec.memory();
    this.rates = RateRuns.of(spec);
    uniforms = shared.uniforms(factors()).view();
    for (RateRuns.Run run : rates.runs()) {
      for (long at = run.from(); at < run.to(); at += RUN) {
        add(set, rule, at, Math.min(RUN, run.to() - at), run.factor());
      }
    }
    for (MaxNormSpec limit : spec.maxNorms()) {
      ParameterSpec p = spec.parameter(limit.parameter());
      maxNorms.add(new MaxNorm(shared.parameters.view(p.offset(), p.size()), limit));
    }
    if (Double.isFinite(clip)) {
      kernels.add(0, new GradientNorm(gradients.toArray(View[]::new), clip)::clip);
    }
  }

  private void add(Kernels set, TileFunction rule, long at, long size, int factor) {
    View weight = shared.parameters.view(at, size);
    View gradient = shared.gradients().view(at, size);
    List<View> in = new ArrayList<>(List.of(weight, gradient));
    List<View> out = new ArrayList<>(List.of(weight));
    for (int s = 0; s < plan.optimizerState(); s++) {
      View state = shared.optimizerState().view(s * plan.trainable() + at, size);
      in.add(state);
      out.add(state);
    }
    for (int u = 0; u < plan.uniforms(); u++) {
      in.add(shared.uniforms(factors()).view((long) factor * plan.uniforms() + u, 1));
    }
    View[] read = in.toArray(View[]::new);
    View[] written = out.toArray(View[]::new);
    kernels.add(set.elementwise(rule, read, written, size));
    gradients.add(gradient);
  }

  /** How many different factors of the learning rate there are. */
  int factors() {
    return rates.factors().length;
  }

  /** Chooses the parameters that {@link #uniform} is for; their factor of the learning rate. */
  double select(int factor) {
    selected = factor;
    return rates.factors()[factor];
  }

  /** Sets a number that is the same in this step for all elements of the chosen parameters. */
  void uniform(int index, double value) {
    uniforms.set((long) selected * plan.uniforms() + index, (float) value);
  }

  /** What runs after the gradients, in order. */
  List<Kernel> kernels() {
    return kernels;
  }

  /** What is left to do when the kernels have run. */
  void finish() {
    for (int i = 0; i < maxNorms.size(); i++) {
      maxNorms.get(i).apply();
    }
    shared.parameters.changed();
  }
}
