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
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A part of a product by OpenBLAS's kernels for small matrices: blocks of rows one after the other,
 * and of each so many terms at a time that it counts as small. Three things make them quicker than
 * oneDNN's where {@link SmallSizes} says so. They read a transposed first matrix as it is, which
 * oneDNN turns over: a dense layer's gradient by its weights takes three quarters of the time. Of a
 * last register of columns they compute only those that there are. And they touch little code and
 * memory, where a call of oneDNN that follows other work finds the caches cold, and takes up to 15
 * µs more than one that follows its like.
 *
 * <p>A transposed second matrix is turned over beforehand, for OpenBLAS has kernels for it only
 * where next to nothing is to be done, and takes its general ones, with threads of its own.
 */
final class SmallProducts implements Movable.Reader {
  /** Rows of a block: with more there are too few terms at a time. */
  private static final int MOST_ROWS = 128;

  private final MatMulSpec spec;
  private final ProductPart part;
  private final List<Block> blocks = new ArrayList<>();
  private final View b;
  private final View bias;

  /** Adds the bias and applies the activation; null for neither. */
  private final Kernel end;

  private final View y;

  /**
   * Some rows of y, and some terms of their sums.
   *
   * @param accumulate whether the sums are added to y
   */
  private record Block(
      View a, Movable.Place place, View b, View y, int rows, int terms, boolean accumulate) {}

  private SmallProducts(MatMulSpec spec, ProductPart part, View a, View b, View bias, View y) {
    this.spec = spec;
    this.part = part;
    this.b = ofB(b, part.term(), part.terms());
    this.bias = bias;
    this.y = rows(y, part.row(), part.rows(), part.column(), part.columns(), spec.n());
    this.end =
        isPlain(spec, bias != null)
            ? null
            : BiasActivation.kernel(spec.activation(), this.y, bias, this.y, false);
    int count = (part.rows() + rowsOfBlock() - 1) / rowsOfBlock();
    for (int i = 0; i < count; i++) {
      int row = part.row() + share(part.rows(), i, count);
      addBlocks(a, b, y, row, part.row() + share(part.rows(), i + 1, count) - row);
    }
    if (spec.transposeB() && blocks.size() > count) {
      throw new IllegalArgumentException("the matrix is turned over for all terms at once");
    }
  }

  private int rowsOfBlock() {
    if (part.terms() > SmallSizes.SHORT) {
      return MOST_ROWS;
    }
    long small = SmallSizes.MOST / ((long) part.columns() * part.terms());
    return (int) Math.min(MOST_ROWS, Math.max(SmallSizes.ROWS_OF_SHORT, small));
  }

  private static int share(int length, int i, int count) {
    return (int) ((long) length * i / count);
  }

  private void addBlocks(View a, View b, View y, int row, int rows) {
    View written = rows(y, row, rows, part.column(), part.columns(), spec.n());
    int most = (int) Math.max(1, SmallSizes.MOST / ((long) rows * part.columns()));
    int count = (part.terms() + most - 1) / most;
    for (int i = 0; i < count; i++) {
      int term = part.term() + share(part.terms(), i, count);
      int terms = part.term() + share(part.terms(), i + 1, count) - term;
      View read =
          spec.transposeA()
              ? rows(a, term, terms, row, rows, spec.m())
              : rows(a, row, rows, term, terms, spec.k());
      boolean accumulate = i > 0 || spec.accumulate();
      Movable.Place place = new Movable.Place(read.address());
      blocks.add(new Block(read, place, ofB(b, term, terms), written, rows, terms, accumulate));
    }
  }

  private View ofB(View b, int from, int terms) {
    return spec.transposeB()
        ? rows(b, part.column(), part.columns(), from, terms, spec.k())
        : rows(b, from, terms, part.column(), part.columns(), spec.n());
  }

  /** From the first to the last number of some columns of some rows of a matrix. */
  private static View rows(View x, int row, int rows, int column, int columns, int width) {
    long from = (long) row * width + column;
    return x.arena().view(x.offset() + from, (rows - 1L) * width + columns);
  }

  /**
   * The kernel, or nothing where oneDNN serves as well or better.
   *
   * @param a of the whole product, as are the others
   * @param bias or null
   */
  static Optional<Kernel> kernel(
      MatMulSpec spec, ProductPart part, View a, View b, View bias, View y) {
    return serve(spec, part, bias != null)
        ? Optional.of(new SmallProducts(spec, part, a, b, bias, y))
        : Optional.empty();
  }

  /** Whether there are these kernels, and they are quicker for a part. */
  static boolean serve(MatMulSpec spec, ProductPart part, boolean biased) {
    return OneDnn.hasAvx512()
        && NativeLibraries.hasSmallProducts()
        && spec.batch() == 1
        && part.rows() > 1
        && part.columns() > 1
        && (isPlain(spec, biased)
            ? SmallSizes.gain(spec, part)
            : SmallSizes.gainWithEnd(spec, part));
  }

  /** The same beside a product that has the second matrix in the layout that it wants. */
  static boolean gainOverLayouts(MatMulSpec spec, ProductPart part, boolean biased) {
    return SmallSizes.wastesRegisters(part) && serve(spec, part, biased);
  }

  private static boolean isPlain(MatMulSpec spec, boolean biased) {
    return !biased && spec.activation() == Activation.IDENTITY;
  }

  @Override
  public Optional<Footprint> footprint() {
    List<Footprint.Range> reads = new ArrayList<>(List.of(Footprint.Range.of(b)));
    if (bias != null) {
      reads.add(Footprint.Range.of(bias));
    }
    for (Block block : blocks) {
      reads.add(Footprint.Range.of(block.a));
    }
    return Optional.of(new Footprint(reads, List.of(Footprint.Range.of(y))));
  }

  @Override
  public List<Movable> within(Footprint.Range memory) {
    List<Movable> found = new ArrayList<>();
    for (Block block : blocks) {
      Footprint.Range own = Footprint.Range.of(block.a);
      if (memory.contains(own)) {
        long offset = own.from() - memory.from();
        found.add(address -> block.place.set(address + offset));
      }
    }
    return found;
  }

  @Override
  public boolean onlyReadsWithin(Footprint.Range memory) {
    boolean meetsOthers =
        Stream.of(b, bias, y)
            .anyMatch(view -> view != null && Footprint.Range.of(view).meets(memory));
    return !meetsOthers
        && blocks.stream()
            .map(block -> Footprint.Range.of(block.a))
            .allMatch(own -> memory.contains(own) || !own.meets(memory));
  }

  @Override
  public void run() {
    boolean isTurned = spec.transposeB();
    FloatPointer turned =
        isTurned ? TurnedMatrix.ofThread().turn(b, part.columns(), spec.k()) : null;
    int lda = spec.transposeA() ? spec.m() : spec.k();
    int ldb = isTurned ? part.columns() : spec.n();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      cblas_sgemm(
          CblasRowMajor,
          spec.transposeA() ? CblasTrans : CblasNoTrans,
          CblasNoTrans,
          block.rows,
          part.columns(),
          block.terms,
          1f,
          block.place,
          lda,
          isTurned ? turned : block.b.pointer(),
          ldb,
          block.accumulate ? 1 : 0,
          block.y.pointer(),
          spec.n());
    }
    if (end != null) {
      end.run();
    }
    Reference.reachabilityFence(this); // A pointer does not keep the memory.
  }
}
