package dev.netc.runtime.kernel;

import static dev.netc.runtime.kernel.Operands.product;
import static dev.netc.runtime.kernel.Operands.requireSize;

import dev.netc.runtime.memory.View;
import dev.netc.runtime.random.RandomState;
import java.util.Arrays;
import java.util.function.Supplier;

/** Kernels on OpenBLAS and plain Java: they run wherever ND4J does. */
class PortableKernels implements Kernels {
  private final Team team = Team.ofProcess();
  private final PortableImages images = new PortableImages(team);
  private final Workspace workspace;

  PortableKernels(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public String name() {
    return "portable";
  }

  @Override
  public Kernels with(Factors factors) {
    if (factors != Factors.FLOAT32) {
      throw new NoSuchFactors(factors, "the portable kernels multiply float32 numbers only");
    }
    return this;
  }

  @Override
  public Kernels ofNet() {
    return new PortableKernels(Workspace.shared());
  }

  @Override
  public <T> T reserving(Supplier<T> making) {
    return workspace.scratch().reserving(making);
  }

  @Override
  public long reservedBytes() {
    return workspace.scratch().reservedFloats() * Float.BYTES;
  }

  @Override
  public void release() {
    workspace.scratch().close();
  }

  @Override
  public Kernels forChangingWeights() {
    return new PortableKernels(workspace.forChangingWeights());
  }

  /**
   * The memory of a kernel that is about to be made, which asks for no other kernel of this set.
   */
  final Workspace ofNextKernel() {
    workspace.scratch().nextKernel();
    return workspace;
  }

  @Override
  public Kernel matmul(MatMulSpec spec, View a, View b, View bias, View y) {
    Operands.requireMatMul(spec, a, b, bias, y);
    return GemmKernel.of(ofNextKernel().scratch(), spec, a, b, bias, y);
  }

  @Override
  public Kernel unary(Unary f, View x, View y) {
    requireSize("y", y, x.size());
    return elementwise(new UnaryTiles(f), new View[] {x}, new View[] {y}, x.size());
  }

  @Override
  public Kernel softmax(View x, View y, int rows, int columns) {
    Operands.requireRows(x, y, rows, columns);
    return new SoftmaxKernel(false, x, y, rows, columns);
  }

  @Override
  public Kernel logSoftmax(View x, View y, int rows, int columns) {
    Operands.requireRows(x, y, rows, columns);
    return new SoftmaxKernel(true, x, y, rows, columns);
  }

  @Override
  public Kernel softmaxCrossEntropy(
      View logits, View target, boolean denseTarget, View loss, int rows, int columns) {
    Operands.requirePositive(rows, columns);
    requireSize("the logits", logits, product(rows, columns));
    requireSize("the target", target, denseTarget ? product(rows, columns) : rows);
    requireSize("the loss", loss, rows);
    return Halves.of(
        rows,
        (from, to) -> new CrossEntropyKernel(logits, target, denseTarget, loss, from, to, columns));
  }

  @Override
  public Kernel softmaxCrossEntropyGradient(
      View logits, View target, boolean denseTarget, View g, View dLogits, int rows, int columns) {
    Operands.requirePositive(rows, columns);
    requireSize("the logits", logits, product(rows, columns));
    requireSize("the target", target, denseTarget ? product(rows, columns) : rows);
    requireSize("g", g, g.size() == 1 ? 1 : rows);
    requireSize("the gradient", dLogits, product(rows, columns));
    return Halves.of(
        rows,
        (from, to) ->
            new CrossEntropyGradientKernel(
                logits, target, denseTarget, g, dLogits, from, to, columns));
  }

  @Override
  public Kernel reduce(
      Reduction op, View x, View y, long outer, long axis, long inner, float scale) {
    Operands.requireAxis(x, y, outer, axis, inner);
    if (inner == 1) {
      return new RowReduceKernel(op, x, y, (int) outer, (int) axis, scale);
    }
    return new ColumnReduceKernel(
        team, op, () -> ColumnTerms.of(x), y, (int) outer, (int) axis, (int) inner, scale);
  }

  @Override
  public Kernel argmax(View x, View y, long outer, long axis, long inner) {
    Operands.requireAxis(x, y, outer, axis, inner);
    return new ArgmaxKernel(x, y, (int) outer, (int) axis, (int) inner);
  }

  @Override
  public Kernel broadcast(View x, View y, long outer, long repeat, long inner) {
    Operands.requireAxis(y, x, outer, repeat, inner);
    return new Moves(team).broadcast(x, y, (int) outer, (int) repeat, (int) inner);
  }

  @Override
  public Kernel permute(View x, View y, long[] dims, int[] axes) {
    requireSize("x", x, product(dims));
    requireSize("y", y, x.size());
    int[] sorted = axes.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      if (sorted.length != dims.length || sorted[i] != i) {
        throw new IllegalArgumentException(
            "%s does not reorder %d axes".formatted(Arrays.toString(axes), dims.length));
      }
    }
    return new Moves(team).permute(x, y, dims, axes);
  }

  @Override
  public Kernel copyRegion(
      View x, long[] xDims, long[] xAt, View y, long[] yDims, long[] yAt, long[] size) {
    Operands.requireBox("x", x, xDims, xAt, size);
    Operands.requireBox("y", y, yDims, yAt, size);
    return new Moves(team).copyRegion(x, xDims, xAt, y, yDims, yAt, size);
  }

  @Override
  public Kernel fill(View y, float value) {
    return new FillKernel(y, value);
  }

  @Override
  public Kernel copy(View x, View y) {
    requireSize("y", y, x.size());
    long[] dims = {x.size()};
    return new Moves(team).copyRegion(x, dims, new long[1], y, dims, new long[1], dims);
  }

  @Override
  public Kernel gather(View table, View index, View y, int rows, int width) {
    Operands.requirePositive(rows, width);
    requireSize("the table", table, product(rows, width));
    requireSize("y", y, product(index.size(), width));
    return new GatherKernel(table, index, y, rows, width);
  }

  @Override
  public Kernel scatterAdd(View g, View index, View table, int rows, int width) {
    Operands.requirePositive(rows, width);
    requireSize("the table", table, product(rows, width));
    requireSize("g", g, product(index.size(), width));
    return new ScatterAddKernel(g, index, table, rows, width);
  }

  @Override
  public Kernel oneHot(View index, View y, int classes) {
    Operands.requirePositive(classes);
    requireSize("y", y, product(index.size(), classes));
    return new OneHotKernel(index, y, classes);
  }

  @Override
  public Kernel random(Distribution d, double a, double b, RandomState state, long stream, View y) {
    return RandomKernel.shared(team, d, a, b, state, stream, y);
  }

  @Override
  public Kernel elementwise(TileFunction f, View[] in, View[] out, long size) {
    for (View view : out) {
      requireSize("an output", view, size);
    }
    return ElementwiseKernel.shared(team, f, in, out, Math.toIntExact(size));
  }

  @Override
  public Kernel conv(ConvSpec spec, View x, View w, View bias, View residual, View y) {
    ImageOperands.requireConv(spec, x, w, y);
    ImageOperands.requireOptional("the bias", bias, spec.filters());
    ImageOperands.requireOptional("the residual", residual, spec.sizeOfOutput());
    return new PatchConv(team, ofNextKernel(), spec).forward(x, w, bias, residual, y);
  }

  @Override
  public Kernel convInput(ConvSpec spec, View g, View w, View bias, View x) {
    ImageOperands.requireConv(spec, x, w, g);
    ImageOperands.requireOptional("the bias", bias, spec.window().channels());
    return new PatchConv(team, ofNextKernel(), spec).input(g, w, bias, x);
  }

  @Override
  public Kernel convWeights(ConvSpec spec, View x, View g, View w) {
    ImageOperands.requireConv(spec, x, w, g);
    return new PatchConv(team, ofNextKernel(), spec).weights(x, g, w);
  }

  @Override
  public Kernel maxPool(WindowSpec spec, Activation f, View x, View y) {
    ImageOperands.requirePool(spec, false, x, y);
    return images.maxPool(spec, f, x, y);
  }

  @Override
  public Kernel maxPoolSpread(WindowSpec spec, View x, View g, View d) {
    ImageOperands.requirePool(spec, false, x, g);
    requireSize("d", d, x.size());
    return images.maxPoolSpread(spec, x, g, d);
  }

  @Override
  public Kernel maxPoolPick(WindowSpec spec, View x, View v, View y) {
    ImageOperands.requirePool(spec, false, x, y);
    requireSize("v", v, x.size());
    return images.maxPoolPick(spec, x, v, y);
  }

  @Override
  public Kernel avgPool(WindowSpec spec, boolean countPadding, View x, View y) {
    ImageOperands.requirePool(spec, countPadding, x, y);
    return images.avgPool(spec, countPadding, x, y);
  }

  @Override
  public Kernel avgPoolSpread(WindowSpec spec, boolean countPadding, View g, View d) {
    ImageOperands.requirePool(spec, countPadding, d, g);
    return images.avgPoolSpread(spec, countPadding, g, d);
  }

  @Override
  public Kernel lrn(LrnSpec spec, View x, View y) {
    Operands.requireRows(x, y, spec.rows(), spec.channels());
    return images.lrn(spec, x, null, y);
  }

  @Override
  public Kernel lrnGradient(LrnSpec spec, View x, View g, View d) {
    Operands.requireRows(x, d, spec.rows(), spec.channels());
    requireSize("g", g, x.size());
    return images.lrn(spec, x, g, d);
  }

  @Override
  public Kernel columnVariance(View x, View mean, View y, long rows, int columns) {
    requireColumns(x, mean, y, rows, columns);
    return columns(() -> ColumnTerms.squares(x, mean), y, rows, columns, 1f / rows);
  }

  @Override
  public Kernel columnDot(View g, View x, View mean, View y, long rows, int columns) {
    requireColumns(x, mean, y, rows, columns);
    requireSize("g", g, x.size());
    return columns(() -> ColumnTerms.products(g, x, mean), y, rows, columns, 1);
  }

  private Kernel columns(Supplier<ColumnTerms> terms, View y, long rows, int columns, float scale) {
    return new ColumnReduceKernel(team, Reduction.SUM, terms, y, 1, (int) rows, columns, scale);
  }

  private static void requireColumns(View x, View mean, View y, long rows, int columns) {
    Operands.requireAxis(x, y, 1, rows, columns);
    requireSize("the mean", mean, columns);
  }
}
