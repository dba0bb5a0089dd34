package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * Matrix products as oneDNN primitives, bias, activation and addition to y included: one primitive,
 * or several that each compute some rows or columns of y.
 */
final class OneDnnMatMul {
  /** Multiplications that one thread does before others could begin to help. */
  private static final double SMALL = 40_000;

  /** Multiplications that halves are enough for: half a millisecond. */
  private static final double MEDIUM = 64e6;

  /** The same of quarters. */
  private static final double LARGE = 512e6;

  /** Terms of a sum for each row, and each column, that are worth parts of the sums. */
  private static final int LONG_SUMS = 4;

  /** Floats that a part of the sums may take. */
  private static final int MOST_OF_SUMS = 1 << 17;

  /** Floats of a matrix that are worth a layout of its own for the product with one row. */
  private static final long WORTH_TRANSPOSING = 8192;

  /** Larger ones, beyond caches, are read as fast in any order, and not kept in another one. */
  private static final long MOST_TO_TRANSPOSE = 1 << 20;

  /** The same with some rows. */
  private static final long MOST_FOR_FEW_ROWS = 1 << 18;

  private final OneDnn oneDnn;
  private final MatMulSpec spec;

  OneDnnMatMul(OneDnn oneDnn, MatMulSpec spec) {
    this.oneDnn = oneDnn;
    this.spec = spec.simplified();
  }

  /** The kernel, or nothing if oneDNN cannot do this product fast. */
  Optional<Kernel> kernel(View a, View b, View bias, View y) {
    if (spec.sharedA() && spec.sharedB()) {
      // oneDNN wants a batch in one of them.
      return Optional.empty();
    }
    if (OneDnnPointwise.fits(spec)
        && !(oneDnn.isExact() && gainsOverLayouts(bias != null))
        && gainsAsConvolution(b, bias != null)) {
      Optional<Kernel> kernel = new OneDnnPointwise(oneDnn, spec).kernel(a, b, bias, y);
      if (kernel.isPresent()) {
        return kernel;
      }
    }
    if (gainsByColumns(b)) {
      return byColumns(a, b, bias, y);
    }
    if (gainsByTerms()) {
      return byTerms(a, b, bias, y);
    }
    List<Kernel> kernels = new ArrayList<>();
    for (ProductPart part : parts()) {
      Optional<Kernel> kernel = part(spec, part, a, b, bias, y);
      if (kernel.isEmpty()) {
        return kernel;
      }
      kernels.add(kernel.get());
    }
    return Optional.of(oneDnn.team.shared(kernels.toArray(Kernel[]::new)));
  }

  private Optional<Kernel> part(
      MatMulSpec product, ProductPart part, View a, View b, View bias, View y) {
    if (oneDnn.isExact()) {
      Optional<Kernel> kernel = SmallProducts.kernel(product, part, a, b, bias, y);
      if (kernel.isPresent()) {
        return kernel;
      }
    }
    return new OneDnnProduct(oneDnn, product, part).kernel(a, b, bias, y);
  }

  /**
   * Whether sums are so long beside y that they are better made in parts. Each part reads its own
   * share of both matrices, where with rows or columns apart one of them is read by all.
   */
  private boolean gainsByTerms() {
    return spec.batch() == 1
        && spec.m() > 1
        && spec.n() > 1
        && wanted() > 1
        && spec.sizeOfY() <= MOST_OF_SUMS
        // What is added to the activated sum cannot be added to a part of the sum.
        && (spec.activation() == Activation.IDENTITY || !spec.accumulate())
        && spec.k() >= LONG_SUMS * Math.max(spec.m(), spec.n());
  }

  private Optional<Kernel> byTerms(View a, View b, View bias, View y) {
    int share = shareOfTerms();
    MatMulSpec first = spec.with(Activation.IDENTITY);
    List<Kernel> kernels = new ArrayList<>();
    List<View> sums = new ArrayList<>();
    for (int from = 0; from < spec.k(); from += share) {
      boolean isFirst = from == 0;
      View sum = isFirst ? y : oneDnn.workspace.scratch().take(spec.sizeOfY());
      ProductPart part = ProductPart.terms(spec, from, Math.min(share, spec.k() - from));
      Optional<Kernel> kernel = part(isFirst ? first : first.overwriting(), part, a, b, null, sum);
      if (kernel.isEmpty()) {
        return kernel;
      }
      kernels.add(kernel.get());
      sums.add(sum);
    }
    return Optional.of(
        new InOrder(
            oneDnn.team.shared(kernels.toArray(Kernel[]::new)),
            PartialSums.sum(oneDnn.team, sums, bias, spec.activation(), y)));
  }

  private boolean gainsOverLayouts(boolean biased) {
    return parts().stream().allMatch(part -> SmallProducts.gainOverLayouts(spec, part, biased));
  }

  /** Equal shares where that is as fast as whole registers. */
  private int shareOfTerms() {
    int equal = share(spec.k(), wanted(), 1);
    return oneDnn.isExact()
            && SmallProducts.serve(
                spec.with(Activation.IDENTITY), ProductPart.terms(spec, 0, equal), false)
        ? equal
        : share(spec.k(), wanted(), OneDnn.LARGEST_REGISTER);
  }

  /**
   * Whether the matrix is better read column by column, each being one sum: where it is the
   * product's with one row, and changes so seldom that it may be transposed beforehand.
   */
  private boolean gainsByColumns(View b) {
    return spec.batch() == 1
        && spec.m() == 1
        && !spec.transposeB()
        && spec.n() > 1
        && spec.sizeOfB() >= WORTH_TRANSPOSING
        && spec.sizeOfB() <= MOST_TO_TRANSPOSE
        && keepsForm(b);
  }

  /** Whether a form of the matrix serves many products, for it seldom changes. */
  private boolean keepsForm(View b) {
    return b.arena().announcesChanges() && !oneDnn.workspace.weightsChange();
  }

  private Optional<Kernel> byColumns(View a, View b, View bias, View y) {
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      View columns = oneDnn.workspace.form(spec.sizeOfB());
      int k = spec.k();
      int n = spec.n();
      dnnl_memory_desc plain = OneDnnProduct.matrix(scope, k, n, n, 1);
      dnnl_memory_desc transposed = OneDnnProduct.matrix(scope, k, n, 1, k);
      Kernel form = OneDnnReorder.kernel(scope, plain, b, transposed, columns);
      return new OneDnnMatMul(oneDnn, spec.transposed(false, true))
          .kernel(a, columns, bias, y)
          .map(product -> oneDnn.workspace.prepared(b, form, product));
    }
  }

  /**
   * Whether oneDNN's convolutions are better at this product: where it has its general kernel for
   * it, which few processors get most of, or with AVX-512 one that wants the matrix in another
   * layout, and brings it into that each time.
   */
  private boolean gainsAsConvolution(View b, boolean biased) {
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      String implementation =
          new OneDnnProduct(oneDnn, spec, ProductPart.whole(spec))
              .desc(scope, biased)
              .map(OneDnn::implementation)
              .orElse("");
      if (implementation.startsWith("gemm")) {
        return OneDnnPointwise.hasManyRows(spec);
      }
      return implementation.equals("brg_matmul:avx512_core")
          && spec.n() > 1
          && spec.sizeOfB() <= mostOfForm()
          && keepsForm(b);
    }
  }

  /** Of a larger matrix, rather each thread reads some columns than all of it for a few rows. */
  private long mostOfForm() {
    boolean isFew = spec.m() > 1 && !OneDnnPointwise.hasManyRows(spec);
    return isFew ? MOST_FOR_FEW_ROWS : MOST_TO_TRANSPOSE;
  }

  /** So much of a length that it takes so many shares at most: a multiple of the step. */
  private static int share(int length, int shares, int step) {
    return (length + shares * step - 1) / (shares * step) * step;
  }

  private List<ProductPart> parts() {
    int m = spec.m();
    int n = spec.n();
    int products = spec.batch();
    int wanted = wanted();
    boolean byRow = products == 1 && m >= n;
    int length = products > 1 ? products : Math.max(m, n);
    boolean inSums = m == 1 && spec.transposeB();
    // Rows in halves as they are, for those of a batch of 100 in whole registers are 64 and 36.
    int step = byRow || products > 1 || inSums ? 1 : OneDnn.LARGEST_REGISTER;
    int share = share(length, wanted, step);
    // oneDNN takes a single row or column whose numbers lie apart as if they lay side by side.
    boolean areApart = byRow ? spec.transposeA() : products == 1 && m > 1;
    while (areApart && share < length && (share == 1 || length % share == 1)) {
      share += step;
    }
    List<ProductPart> parts = new ArrayList<>();
    for (int from = 0; from < length; from += share) {
      int count = wanted == 1 ? length : Math.min(share, length - from);
      if (products > 1) {
        parts.add(ProductPart.products(spec, from, count));
      } else {
        parts.add(
            byRow ? ProductPart.rows(spec, from, count) : ProductPart.columns(spec, from, count));
      }
    }
    return parts;
  }

  /**
   * So many pieces whatever the number of threads, for how oneDNN adds up depends on a piece's
   * size: few, for each reads one of the matrices whole.
   */
  private int wanted() {
    double work = (double) spec.batch() * spec.m() * spec.k() * spec.n();
    if (work <= SMALL) {
      return 1;
    }
    if (work <= MEDIUM) {
      return 2;
    }
    return work <= LARGE ? 4 : 8;
  }
}
