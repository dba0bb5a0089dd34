package dev.netc.runtime.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_sqrt;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_accurate;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import dev.netc.runtime.memory.View;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * oneDNN primitives for matrix products, softmax and some functions; portable kernels for the rest,
 * also where oneDNN has a primitive that is less accurate or hides NaN: the logarithm of a softmax,
 * for one, would be off by 3·10⁻⁶.
 */
final class OneDnnKernels extends PortableKernels {
  /** Elements that one thread maps in some microseconds. */
  private static final long SMALL = 8192;

  /** Elements whose exponentials take one thread some microseconds. */
  private static final long SMALL_SOFTMAX = 1024;

  private final OneDnn oneDnn;

  OneDnnKernels(OneDnn oneDnn) {
    super(oneDnn.workspace);
    this.oneDnn = oneDnn;
  }

  @Override
  public String name() {
    return "onednn";
  }

  @Override
  public Kernels with(Factors factors) {
    return new OneDnnKernels(oneDnn.with(factors));
  }

  @Override
  public Kernels ofNet() {
    return new OneDnnKernels(oneDnn.with(Workspace.shared()));
  }

  @Override
  public Kernels forChangingWeights() {
    return new OneDnnKernels(oneDnn.with(oneDnn.workspace.forChangingWeights()));
  }

  /** oneDNN, for a kernel that is about to be made. */
  private OneDnn oneDnn() {
    ofNextKernel();
    return oneDnn;
  }

  @Override
  public Kernel matmul(MatMulSpec spec, View a, View b, View bias, View y) {
    Operands.requireMatMul(spec, a, b, bias, y);
    if (SmallRowProduct.fits(spec)) {
      return new SmallRowProduct(spec, a, b, bias, y);
    }
    return new OneDnnMatMul(oneDnn(), spec)
        .kernel(a, b, bias, y)
        .orElseGet(() -> super.matmul(spec, a, b, bias, y));
  }

  /**
   * Whether oneDNN would write beyond its memory. Pixels that a window of one leaves out it drops
   * first ("reduce to unit stride"), and copies the others in whole registers of up to 16 floats,
   * the last one past the end of its scratch memory (seen in 3.8.1 with AVX2).
   */
  private static boolean overruns(ConvSpec spec) {
    WindowSpec window = spec.window();
    return window.kernelHeight() == 1
        && window.kernelWidth() == 1
        && (window.strideHeight() > 1 || window.strideWidth() > 1)
        && spec.groupChannels() % OneDnn.LARGEST_REGISTER != 0;
  }

  @Override
  public Kernel conv(ConvSpec spec, View x, View w, View bias, View residual, View y) {
    ImageOperands.requireConv(spec, x, w, y);
    ImageOperands.requireOptional("the bias", bias, spec.filters());
    ImageOperands.requireOptional("the residual", residual, spec.sizeOfOutput());
    if (overruns(spec)) return super.conv(spec, x, w, bias, residual, y);
    if (!oneDnn.workspace.weightsChange() && WinogradConv.fits(spec)) {
      Optional<Kernel> kernel = winograd(spec, x, w, bias, residual, y);
      if (kernel.isPresent()) {
        return kernel.get();
      }
    }
    if (oneDnn.workspace.weightsChange() && residual == null && WindowProducts.fit(spec)) {
      Optional<Kernel> kernel = new WindowProducts(oneDnn(), spec).forward(x, w, bias, y);
      if (kernel.isPresent()) {
        return kernel.get();
      }
    }
    return new OneDnnConv(oneDnn(), spec)
        .forward(x, w, bias, residual, y)
        .orElseGet(() -> super.conv(spec, x, w, bias, residual, y));
  }

  private Optional<Kernel> winograd(
      ConvSpec spec, View x, View w, View bias, View residual, View y) {
    OneDnn apart = oneDnn.with(Workspace.apart());
    return new WinogradConv(oneDnn(), spec)
        .kernel(
            x,
            w,
            bias,
            residual,
            y,
            (part, partOfX, added, partOfY) ->
                new OneDnnConv(apart, part)
                    .forward(partOfX, w, bias, added, partOfY)
                    .orElseThrow());
  }

  @Override
  public Kernel convInput(ConvSpec spec, View g, View w, View bias, View x) {
    ImageOperands.requireConv(spec, x, w, g);
    ImageOperands.requireOptional("the bias", bias, spec.window().channels());
    if (overruns(spec)) return super.convInput(spec, g, w, bias, x);
    boolean isPlain = bias == null && spec.activation() == Activation.IDENTITY;
    if (oneDnn.workspace.weightsChange() && isPlain && WindowProducts.fit(spec)) {
      Optional<Kernel> kernel = new WindowProducts(oneDnn(), spec).input(g, w, x);
      if (kernel.isPresent()) {
        return kernel.get();
      }
    }
    return new OneDnnConv(oneDnn(), spec)
        .input(g, w, bias, x)
        .orElseGet(() -> super.convInput(spec, g, w, bias, x));
  }

  @Override
  public Kernel convWeights(ConvSpec spec, View x, View g, View w) {
    ImageOperands.requireConv(spec, x, w, g);
    if (overruns(spec)) return super.convWeights(spec, x, g, w);
    if (WindowProducts.fitWeights(spec)) {
      Optional<Kernel> kernel = new WindowProducts(oneDnn(), spec).weights(x, g, w);
      if (kernel.isPresent()) {
        return kernel.get();
      }
    }
    return new OneDnnConvWeights(oneDnn(), spec)
        .kernel(x, g, w)
        .orElseGet(() -> super.convWeights(spec, x, g, w));
  }

  @Override
  public Kernel maxPool(WindowSpec spec, Activation f, View x, View y) {
    ImageOperands.requirePool(spec, false, x, y);
    return new OneDnnPool(oneDnn(), spec)
        .maximum(f, x, y)
        .orElseGet(() -> super.maxPool(spec, f, x, y));
  }

  @Override
  public Kernel maxPoolSpread(WindowSpec spec, View x, View g, View d) {
    ImageOperands.requirePool(spec, false, x, g);
    Operands.requireSize("d", d, x.size());
    return new OneDnnPool(oneDnn(), spec)
        .spreadMaximum(x, g, d)
        .orElseGet(() -> super.maxPoolSpread(spec, x, g, d));
  }

  @Override
  public Kernel avgPool(WindowSpec spec, boolean countPadding, View x, View y) {
    ImageOperands.requirePool(spec, countPadding, x, y);
    return new OneDnnPool(oneDnn(), spec)
        .average(countPadding, x, y)
        .orElseGet(() -> super.avgPool(spec, countPadding, x, y));
  }

  @Override
  public Kernel avgPoolSpread(WindowSpec spec, boolean countPadding, View g, View d) {
    ImageOperands.requirePool(spec, countPadding, d, g);
    return new OneDnnPool(oneDnn(), spec)
        .spreadAverage(countPadding, g, d)
        .orElseGet(() -> super.avgPoolSpread(spec, countPadding, g, d));
  }

  @Override
  public Kernel permute(View x, View y, long[] dims, int[] axes) {
    Kernel portable = super.permute(x, y, dims, axes);
    return OneDnnPermute.fits(dims, axes)
        ? new OneDnnPermute(oneDnn(), dims, axes).kernel(x, y).orElse(portable)
        : portable;
  }

  @Override
  public Kernel lrn(LrnSpec spec, View x, View y) {
    Operands.requireRows(x, y, spec.rows(), spec.channels());
    int channels = spec.channels();
    // oneDNN's sum over an even number of channels begins one later.
    return spec.size() % 2 == 0
        ? super.lrn(spec, x, y)
        : byRows(x, y, spec.rows(), channels, (a, b, n) -> lrnOf(spec.rows(n), a, b));
  }

  private Kernel lrnOf(LrnSpec spec, View x, View y) {
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      Optional<OneDnnKernel> kernel = new OneDnnLrn(scope, spec).kernel(x, y);
      return kernel.isPresent() ? kernel.get() : super.lrn(spec, x, y);
    }
  }

  @Override
  public Kernel unary(Unary f, View x, View y) {
    OptionalInt algorithm = algorithm(f);
    if (algorithm.isEmpty() || x.size() == 0) {
      return super.unary(f, x, y);
    }
    Operands.requireSize("y", y, x.size());
    return byRows(x, y, (int) x.size(), 1, (a, b, n) -> unary(f, algorithm.getAsInt(), a, b));
  }

  private Kernel unary(Unary f, int algorithm, View x, View y) {
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      dnnl_memory_desc tensor = scope.add(OneDnn.describe(new long[] {x.size()}, new long[] {1}));
      dnnl_primitive_desc desc = new dnnl_primitive_desc();
      int status =
          dnnl_eltwise_forward_primitive_desc_create(
              desc,
              oneDnn.engine,
              dnnl_forward_inference,
              algorithm,
              tensor,
              tensor,
              0,
              0,
              scope.attributes());
      return status == dnnl_success ? kernel(scope, scope.add(desc), x, y) : super.unary(f, x, y);
    }
  }

  private static OptionalInt algorithm(Unary f) {
    return switch (f) {
      case SQRT -> OptionalInt.of(dnnl_eltwise_sqrt);
      case TANH -> OptionalInt.of(dnnl_eltwise_tanh);
      case SIGMOID -> OptionalInt.of(dnnl_eltwise_logistic);
      // oneDNN's exponential makes ∞ of NaN; its logarithm is off by 2 % near 1, its softplus by
      // 10⁻⁵; it has none of the others.
      case EXP, LOG, SOFTPLUS, EXPM1, LOG1P, SIN, COS, ERF -> OptionalInt.empty();
    };
  }

  @Override
  public Kernel softmax(View x, View y, int rows, int columns) {
    Operands.requireRows(x, y, rows, columns);
    return byRows(SMALL_SOFTMAX, x, y, rows, columns, (a, b, n) -> softmaxOf(a, b, n, columns));
  }

  private interface Maker {
    Kernel make(View x, View y, int rows);
  }

  /** A kernel on rows that do not depend on each other, shared by the team if there are many. */
  private Kernel byRows(View x, View y, int rows, int columns, Maker maker) {
    return byRows(SMALL, x, y, rows, columns, maker);
  }

  private Kernel byRows(long small, View x, View y, int rows, int columns, Maker maker) {
    int pieces = x.size() <= small ? 1 : Math.min(oneDnn.team.size, rows);
    Kernel[] kernels = new Kernel[pieces];
    ofNextKernel();
    for (int i = 0; i < pieces; i++) {
      int from = (int) ((long) rows * i / pieces);
      int count = (int) ((long) rows * (i + 1) / pieces) - from;
      kernels[i] = maker.make(run(x, from, count, columns), run(y, from, count, columns), count);
    }
    return oneDnn.team.shared(kernels);
  }

  private static View run(View view, int from, int rows, long columns) {
    return view.arena().view(view.offset() + from * columns, rows * columns);
  }

  private Kernel softmaxOf(View x, View y, int rows, int columns) {
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      dnnl_memory_desc tensor =
          scope.add(OneDnn.describe(new long[] {rows, columns}, new long[] {columns, 1}));
      dnnl_primitive_desc desc = new dnnl_primitive_desc();
      int status =
          dnnl_softmax_forward_primitive_desc_create(
              desc,
              oneDnn.engine,
              dnnl_forward_inference,
              dnnl_softmax_accurate,
              tensor,
              tensor,
              1,
              scope.attributes());
      return status == dnnl_success
          ? kernel(scope, scope.add(desc), x, y)
          : super.softmax(x, y, rows, columns);
    }
  }

  private static Kernel kernel(OneDnnScope scope, dnnl_primitive_desc desc, View x, View y) {
    return new OneDnnKernel(
        scope,
        desc,
        List.of(
            new OneDnnKernel.Argument(DNNL_ARG_SRC, x),
            new OneDnnKernel.Argument(DNNL_ARG_DST, y)));
  }
}
