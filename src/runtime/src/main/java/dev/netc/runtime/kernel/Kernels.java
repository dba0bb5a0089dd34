package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import dev.netc.runtime.random.RandomState;
import java.util.function.Supplier;

/**
 * Makes kernels. All tensors are float32 and row-major; indices and labels are whole numbers stored
 * as floats. Every method throws {@link IllegalArgumentException} if a view's size is not what the
 * other arguments say. Outputs overlap no input, except where a method allows the same view for
 * both.
 */
public interface Kernels {
  /** oneDNN kernels where its native library loads, portable kernels elsewhere. */
  static Kernels best() {
    return KernelSets.best();
  }

  /** Kernels on OpenBLAS and plain Java, for every platform. */
  static Kernels portable() {
    return KernelSets.PORTABLE;
  }

  /**
   * The kernels called {@code "auto"} (the best), {@code "onednn"} or {@code "portable"}.
   *
   * @throws IllegalArgumentException for another name
   * @throws UnsupportedOperationException for {@code "onednn"} where its library does not load
   */
  static Kernels named(String name) {
    return KernelSets.named(name);
  }

  /** {@code "onednn"} or {@code "portable"}. */
  String name();

  /**
   * The same kernels with the factors of products rounded. Where a kernel has no such form, it
   * computes in float32.
   *
   * @throws NoSuchFactors if the processor has no instructions for them, or these kernels do not
   *     use any
   */
  Kernels with(Factors factors);

  /**
   * The same kernels for a net, which runs them one after the other: they share the memory that
   * they need only while they run. They are made by one thread at a time.
   */
  Kernels ofNet();

  /**
   * What makes kernels {@link #ofNet of a net}, made with as little memory beside their operands as
   * they can share. If they need more than has been taken before, it is first counted, then taken
   * in one piece, and they are made again.
   *
   * @param making makes kernels and does not run them
   */
  <T> T reserving(Supplier<T> making);

  /** Bytes that kernels of a net were found to need beside their operands, before they took any. */
  long reservedBytes();

  /**
   * Gives back what kernels {@link #ofNet of a net} took beside their operands. They must not run
   * any more, nor new ones be made.
   */
  void release();

  /**
   * The same kernels for weights that change between any two runs: a kernel brings them into a form
   * of its own when it runs, and keeps no memory for that.
   */
  Kernels forChangingWeights();

  /**
   * A batch of matrix products, see {@link MatMulSpec}.
   *
   * @param a [batch, m, k], or [batch, k, m] when transposed; without the batch when shared
   * @param b [batch, k, n], or [batch, n, k] when transposed; without the batch when shared
   * @param bias [n], or null for none
   * @param y [batch, m, n]
   */
  Kernel matmul(MatMulSpec spec, View a, View b, View bias, View y);

  /** {@code y[i] = f(x[i])}; y may be x. */
  Kernel unary(Unary f, View x, View y);

  /** {@code y[r,c] = exp(x[r,c]) / Σ_c exp(x[r,c])}, for any finite x; y may be x. */
  Kernel softmax(View x, View y, int rows, int columns);

  /** {@code y[r,c] = x[r,c] - log Σ_c exp(x[r,c])}, for any finite x; y may be x. */
  Kernel logSoftmax(View x, View y, int rows, int columns);

  /**
   * {@code loss[r] = Σ_c t[r,c] · (log Σ_k exp(x[r,k]) - x[r,c])}, exact for any finite logits x.
   *
   * @param logits x, [rows, columns]
   * @param target t: [rows, columns] when dense, else the class of each row, [rows]
   * @param loss [rows]
   */
  Kernel softmaxCrossEntropy(
      View logits, View target, boolean denseTarget, View loss, int rows, int columns);

  /**
   * The gradient of {@link #softmaxCrossEntropy} by the logits: {@code d[r,c] = g[r] ·
   * (softmax(x[r])[c] · Σ_k t[r,k] - t[r,c])}.
   *
   * @param g the gradient by the loss, [rows], or [1] for the same in all rows
   * @param dLogits [rows, columns]; may be the same view as the logits
   */
  Kernel softmaxCrossEntropyGradient(
      View logits, View target, boolean denseTarget, View g, View dLogits, int rows, int columns);

  /** {@code y[o,i] = scale · op_a x[o,a,i]} for x of [outer, axis, inner], y of [outer, inner]. */
  Kernel reduce(Reduction op, View x, View y, long outer, long axis, long inner, float scale);

  /**
   * {@code y[o,i]} is the index a of the largest {@code x[o,a,i]}, the first of equal ones; NaN
   * counts as larger than any number.
   */
  Kernel argmax(View x, View y, long outer, long axis, long inner);

  /** {@code y[o,r,i] = x[o,i]} for x of [outer, inner], y of [outer, repeat, inner]. */
  Kernel broadcast(View x, View y, long outer, long repeat, long inner);

  /** Reorders axes: axis j of y is axis {@code axes[j]} of x, whose shape is {@code dims}. */
  Kernel permute(View x, View y, long[] dims, int[] axes);

  /**
   * Copies the box of the given size that starts at {@code xAt} in x to {@code yAt} in y; the rest
   * of y is untouched.
   */
  Kernel copyRegion(
      View x, long[] xDims, long[] xAt, View y, long[] yDims, long[] yAt, long[] size);

  /** {@code y[i] = value}. */
  Kernel fill(View y, float value);

  /** {@code y[i] = x[i]}. */
  Kernel copy(View x, View y);

  /**
   * {@code y[j] = table[index[j]]}, rows of {@code width} floats. {@link Kernel#run} throws {@link
   * IndexOutOfRange} for an index outside 0 to rows - 1.
   *
   * @param table [rows, width]
   * @param index [count]
   * @param y [count, width]
   */
  Kernel gather(View table, View index, View y, int rows, int width);

  /**
   * Zeroes the table, then {@code table[index[j]] += g[j]} for j ascending. {@link Kernel#run}
   * throws {@link IndexOutOfRange} for an index outside 0 to rows - 1.
   *
   * @param g [count, width]
   * @param index [count]
   * @param table [rows, width]
   */
  Kernel scatterAdd(View g, View index, View table, int rows, int width);

  /**
   * {@code y[j,c] = 1} where {@code c = index[j]}, else 0. {@link Kernel#run} throws {@link
   * IndexOutOfRange} for an index outside 0 to classes - 1.
   */
  Kernel oneHot(View index, View y, int classes);

  /**
   * Fills y with random numbers: element i is a function of the state's seed and step as they are
   * when the kernel runs, of the stream, and of i.
   *
   * @param a first parameter of the distribution
   * @param b second parameter of the distribution
   */
  Kernel random(Distribution d, double a, double b, RandomState state, long stream, View y);

  /**
   * Applies a generated function to every element, tile by tile.
   *
   * @param in each has {@code size} elements, or a divisor p of size: element i is then {@code x[i
   *     mod p]}, such as a bias row over the batch; of one with a single element, while size is
   *     larger, the function may read no other
   * @param out each has {@code size} elements; may be the same view as an input of that size
   */
  Kernel elementwise(TileFunction f, View[] in, View[] out, long size);

  /**
   * A convolution, see {@link ConvSpec}: {@code y = f(x ⋆ w + bias + residual)}.
   *
   * @param x images of the window
   * @param w [filters, channels / groups, kernelHeight, kernelWidth]
   * @param bias [filters], or null for none
   * @param residual as y, perhaps the same view as y, or null for none
   * @param y [batch, outHeight, outWidth, filters]
   */
  Kernel conv(ConvSpec spec, View x, View w, View bias, View residual, View y);

  /**
   * The adjoint of {@link #conv} by its images, also called transposed convolution: each pixel of x
   * is the sum over the windows above it, of g times weight; plus the bias, then the activation.
   *
   * @param g [batch, outHeight, outWidth, filters]
   * @param w [filters, channels / groups, kernelHeight, kernelWidth]
   * @param bias [channels], or null for none
   * @param x images of the window
   */
  Kernel convInput(ConvSpec spec, View g, View w, View bias, View x);

  /**
   * The adjoint of {@link #conv} by its weights: the gradient by w, given that by y; without
   * activation.
   *
   * @param x images of the window
   * @param g [batch, outHeight, outWidth, filters]
   * @param w [filters, channels / groups, kernelHeight, kernelWidth]
   */
  Kernel convWeights(ConvSpec spec, View x, View g, View w);

  /**
   * The largest number under each window, channel by channel; NaN counts as the largest. Padding is
   * never chosen, and a window that lies on padding alone is refused.
   *
   * @param x images of the window
   * @param y [batch, outHeight, outWidth, channels]
   */
  default Kernel maxPool(WindowSpec spec, View x, View y) {
    return maxPool(spec, Activation.IDENTITY, x, y);
  }

  /** As {@link #maxPool(WindowSpec, View, View)}, and a function of each maximum. */
  Kernel maxPool(WindowSpec spec, Activation f, View x, View y);

  /**
   * Adds each element of g to the element of d at whose place x has the maximum under the window,
   * the first of equal ones in row-major order; all others are 0. The gradient of {@link
   * #maxPool(WindowSpec, View, View)}.
   *
   * @param x images of the window
   * @param g [batch, outHeight, outWidth, channels]
   * @param d as x
   */
  Kernel maxPoolSpread(WindowSpec spec, View x, View g, View d);

  /**
   * The element of v at whose place x has the maximum under the window: the adjoint of {@link
   * #maxPoolSpread} by g.
   *
   * @param x images of the window
   * @param v as x
   * @param y [batch, outHeight, outWidth, channels]
   */
  Kernel maxPoolPick(WindowSpec spec, View x, View v, View y);

  /**
   * The mean of the numbers under each window, channel by channel.
   *
   * @param countPadding whether padding counts as zeros, so that all sums are divided by the number
   *     of taps; if not, a window that lies on padding alone is refused
   * @param x images of the window
   * @param y [batch, outHeight, outWidth, channels]
   */
  Kernel avgPool(WindowSpec spec, boolean countPadding, View x, View y);

  /**
   * The adjoint of {@link #avgPool}, its gradient.
   *
   * @param g [batch, outHeight, outWidth, channels]
   * @param d images of the window
   */
  Kernel avgPoolSpread(WindowSpec spec, boolean countPadding, View g, View d);

  /** Local response normalisation, see {@link LrnSpec}; x and y are [rows, channels]. */
  Kernel lrn(LrnSpec spec, View x, View y);

  /** The gradient of {@link #lrn} by x, given g, that by y; all are [rows, channels]. */
  Kernel lrnGradient(LrnSpec spec, View x, View g, View d);

  /**
   * {@code y[c] = 1/rows · Σ_r (x[r,c] - mean[c])²}.
   *
   * @param x [rows, columns]
   * @param mean [columns]
   * @param y [columns]
   */
  Kernel columnVariance(View x, View mean, View y, long rows, int columns);

  /**
   * {@code y[c] = Σ_r g[r,c] · (x[r,c] - mean[c])}.
   *
   * @param g [rows, columns]
   * @param x [rows, columns]
   * @param mean [columns]
   * @param y [columns]
   */
  Kernel columnDot(View g, View x, View mean, View y, long rows, int columns);
}
