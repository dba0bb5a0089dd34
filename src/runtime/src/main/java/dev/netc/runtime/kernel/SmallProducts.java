package dev.netc.runtime.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import dev.netc.runtime.memory.NativeLibraries;
import dev.netc.runtime.memory.View;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a product by OpenBLAS's kernels for small matrices, a block of rows after the other.
 * They turn no matrix over, as oneDNN does with a transposed first one: a dense layer's gradient by
 * its weights, whose sums are as long as a batch is large, takes three quarters of the time.
 */
final class SmallProducts implements Kernel, Footprint.Known {
  /** Multiplications up to which OpenBLAS has these kernels. */
  private static final long MOST = 1_000_000;

  /** Rows of a block: no more are faster. */
  private static final int ROWS = 48;

  /** Terms of a sum, beyond which oneDNN is as fast. */
  private static final int MOST_TERMS = 128;

  private final MatMulSpec spec;
  private final ProductPart part;
  private final List<Block> blocks = new ArrayList<>();
  private final View b;

  /** Some rows of y, and what of a they are made from. */
  private record Block(View a, View y, int rows) {}

  private SmallProducts(MatMulSpec spec, ProductPart part, View a, View b, View y) {
    this.spec = spec;
    this.part = part;
    this.b = rows(b, 0, spec.k(), part.column(), part.columns(), spec.n());
    int count = (part.rows() + ROWS - 1) / ROWS;
    for (int i = 0; i < count; i++) {
      int from = part.row() + part.rows() * i / count;
      int rows = part.row() + part.rows() * (i + 1) / count - from;
      View read =
          spec.transposeA()
              ? rows(a, 0, spec.k(), from, rows, spec.m())
              : rows(a, from, rows, 0, spec.k(), spec.k());
      View written = rows(y, from, rows, part.column(), part.columns(), spec.n());
      blocks.add(new Block(read, written, rows));
    }
  }

  /** From the first to the last number of some columns of some rows of a matrix. */
  private static View rows(View x, int row, int rows, int column, int columns, int width) {
    long from = (long) row * width + column;
    return x.arena().view(x.offset() + from, (rows - 1L) * width + columns);
  }

  /** The kernel, or nothing where oneDNN serves as well or better. */
  static Optional<Kernel> kernel(MatMulSpec spec, ProductPart part, View a, View b, View y) {
    boolean fits =
        spec.batch() == 1
            && spec.activation() == Activation.IDENTITY
            && !spec.transposeB()
            && spec.k() <= MOST_TERMS
            && part.terms() == spec.k()
            && part.rows() > 1
            && part.columns() > 1
            && (long) Math.min(ROWS, part.rows()) * part.columns() * spec.k() <= MOST;
    return fits && OneDnn.hasAvx512() && NativeLibraries.hasSmallProducts()
        ? Optional.of(new SmallProducts(spec, part, a, b, y))
        : Optional.empty();
  }

  @Override
  public Optional<Footprint> footprint() {
    List<Footprint.Range> reads = new ArrayList<>(List.of(Footprint.Range.of(b)));
    List<Footprint.Range> writes = new ArrayList<>();
    for (Block block : blocks) {
      reads.add(Footprint.Range.of(block.a));
      writes.add(Footprint.Range.of(block.y));
    }
    return Optional.of(new Footprint(reads, writes));
  }

  @Override
  public void run() {
    int lda = spec.transposeA() ? spec.m() : spec.k();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      cblas_sgemm(
          CblasRowMajor,
          spec.transposeA() ? CblasTrans : CblasNoTrans,
          CblasNoTrans,
          block.rows,
          part.columns(),
          spec.k(),
          1f,
          block.a.pointer(),
          lda,
          b.pointer(),
          spec.n(),
          spec.accumulate() ? 1 : 0,
          block.y.pointer(),
          spec.n());
    }
    Reference.reachabilityFence(this); // A pointer does not keep the memory.
  }
}
