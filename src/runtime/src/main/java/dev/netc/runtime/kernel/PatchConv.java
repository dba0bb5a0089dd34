package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;

/** A convolution and its adjoints as matrix products of {@link Patches}, shared by a team. */
final class PatchConv {
  private static final int MOST_PIECES = 16;

  /** Multiplications that are worth a piece of their own: some tens of µs. */
  private static final long WORTHWHILE = 1_000_000;

  private final Team team;
  private final ConvSpec spec;
  private final WindowSpec window;
  private final Workspace workspace;
  private final Scratch scratch;
  private final long work;

  PatchConv(Team team, Workspace workspace, ConvSpec spec) {
    this.team = team;
    this.workspace = workspace;
    this.scratch = workspace.scratch();
    this.spec = spec;
    this.window = spec.window();
    this.work = spec.multiplications();
  }

  Kernel forward(View x, View w, View bias, View residual, View y) {
    View form = workspace.form(w.size());
    Kernel weights = PermuteKernel.of(w, form, oihw(), new int[] {0, 3, 4, 2, 1});
    PatchProduct.End end = new PatchProduct.End(spec.activation(), bias, residual, y);
    Kernel product =
        shared(
            (int) window.windows(),
            (from, to) ->
                new PatchProduct(scratch, patchesOf(x), form, spec.filters(), end, from, to));
    return workspace.prepared(w, weights, product);
  }

  /** Each pixel of x gathers the products of the windows over it. */
  Kernel input(View g, View w, View bias, View x) {
    View form = workspace.form(w.size());
    Kernel weights = PermuteKernel.of(w, form, oihw(), new int[] {0, 3, 4, 1, 2});
    PatchProduct.End end = new PatchProduct.End(spec.activation(), bias, null, x);
    Taps rows = window.rows().adjoint();
    Taps columns = window.columns().adjoint();
    Kernel product =
        shared(
            window.batch() * window.height() * window.width(),
            (from, to) ->
                new PatchProduct(
                    scratch,
                    new Patches(scratch, g, rows, columns, spec.filters(), spec.groups()),
                    form,
                    window.channels(),
                    end,
                    from,
                    to));
    return workspace.prepared(w, weights, product);
  }

  Kernel weights(View x, View g, View w) {
    View sum = scratch.take(w.size());
    int windows = (int) window.windows();
    Kernel product =
        PartialSums.kernel(
            team,
            scratch,
            windows,
            work,
            sum,
            (from, to, part) -> new PatchWeights(patchesOf(x), g, part, spec.filters(), from, to));
    long[] summed = {
      spec.groups(),
      window.kernelHeight(),
      window.kernelWidth(),
      spec.groupChannels(),
      spec.groupFilters()
    };
    return new InOrder(product, PermuteKernel.of(sum, w, summed, new int[] {0, 4, 3, 1, 2}));
  }

  private Patches patchesOf(View x) {
    return new Patches(
        scratch, x, window.rows(), window.columns(), window.channels(), spec.groups());
  }

  /** The weights' sizes, the filters divided into groups. */
  private long[] oihw() {
    return new long[] {
      spec.groups(),
      spec.groupFilters(),
      spec.groupChannels(),
      window.kernelHeight(),
      window.kernelWidth()
    };
  }

  private interface Part {
    Kernel of(int from, int to);
  }

  private Kernel shared(int windows, Part maker) {
    // Of sizes alone, for the same bits whatever the number of threads.
    int pieces = (int) Math.max(1, Math.min(work / WORTHWHILE, Math.min(windows, MOST_PIECES)));
    Kernel[] kernels = new Kernel[pieces];
    for (int i = 0; i < pieces; i++) {
      int from = (int) ((long) windows * i / pieces);
      int to = (int) ((long) windows * (i + 1) / pieces);
      kernels[i] = maker.of(from, to);
    }
    return team.shared(kernels);
  }
}
