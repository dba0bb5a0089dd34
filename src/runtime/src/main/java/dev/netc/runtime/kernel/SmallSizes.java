package dev.netc.runtime.kernel;

/**
 * For which parts of products {@link SmallProducts} are quicker than oneDNN: as measured, each by
 * itself and as parts of training steps.
 */
final class SmallSizes {
  /** Multiplications up to which OpenBLAS has kernels for small matrices. */
  static final long MOST = 1_000_000;

  /** Terms of a sum that need not be divided. */
  static final int SHORT = 128;

  /** Rows with which a short sum must be small. */
  static final int ROWS_OF_SHORT = 48;

  /** Longer sums would be in very many parts. */
  private static final int MOST_TERMS = 1 << 16;

  /** Columns, beyond which oneDNN is as fast for longer sums. */
  private static final int MOST_COLUMNS = 128;

  /** Columns of a last register that are a small part of it. */
  private static final int FEW_COLUMNS = 4;

  /** Rows that are worth that a matrix is turned over, or a bias added afterwards. */
  private static final int MANY_ROWS = 32;

  /** Multiplications that take less time than a call of oneDNN to which the caches are cold. */
  private static final long FEW = 1 << 17;

  private SmallSizes() {}

  /** Where nothing follows the sums. */
  static boolean gain(MatMulSpec spec, ProductPart part) {
    if (spec.transposeB()) {
      return gainTurned(spec, part);
    }
    if (part.terms() <= SHORT) {
      return isSmall(part);
    }
    return spec.transposeA()
        ? part.columns() <= MOST_COLUMNS && part.terms() <= MOST_TERMS
        : haveFewInLastRegister(part);
  }

  /** Where a bias or an activation does: computed for whole rows, of sums that are whole. */
  static boolean gainWithEnd(MatMulSpec spec, ProductPart part) {
    return !spec.transposeA()
        && !spec.transposeB()
        && !spec.accumulate()
        && part.columns() == spec.n()
        && part.terms() == spec.k()
        && (haveFewInLastRegister(part) || areFew(part));
  }

  private static boolean isSmall(ProductPart part) {
    return (long) Math.min(ROWS_OF_SHORT, part.rows()) * part.columns() * part.terms() <= MOST;
  }

  /** Where the second matrix is turned over beforehand. */
  private static boolean gainTurned(MatMulSpec spec, ProductPart part) {
    return part.rows() >= MANY_ROWS
        && part.terms() == spec.k()
        && part.terms() <= TurnedMatrix.LONGEST_ROW
        && (long) part.terms() * part.columns() <= TurnedMatrix.MOST
        && isSmall(part);
  }

  /** Whether a last register of columns, which oneDNN computes whole, has few in it. */
  private static boolean haveFewInLastRegister(ProductPart part) {
    int last = part.columns() % OneDnn.LARGEST_REGISTER;
    return part.rows() >= MANY_ROWS
        && part.terms() <= MOST_TERMS
        && part.columns() <= MOST_COLUMNS
        && last > 0
        && last <= FEW_COLUMNS;
  }

  /** Whether that is so of few columns: oneDNN computes two fifths more, or even more. */
  static boolean wastesRegisters(ProductPart part) {
    int registers = (part.columns() + OneDnn.LARGEST_REGISTER - 1) / OneDnn.LARGEST_REGISTER;
    return haveFewInLastRegister(part)
        && registers * OneDnn.LARGEST_REGISTER * 5 >= part.columns() * 7;
  }

  private static boolean areFew(ProductPart part) {
    return part.rows() >= MANY_ROWS
        && part.terms() <= SHORT
        && (long) part.rows() * part.columns() * part.terms() <= FEW;
  }
}
