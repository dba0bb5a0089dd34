package dev.netc.runtime.kernel;

/**
 * A part of a batch of matrix products: some of the products, of their rows, of their columns, or
 * of the terms of their sums.
 */
record ProductPart(
    int product, int products, int row, int rows, int column, int columns, int term, int terms) {
  /** All of it. */
  static ProductPart whole(MatMulSpec spec) {
    return products(spec, 0, spec.batch());
  }

  /** Some products. */
  static ProductPart products(MatMulSpec spec, int from, int count) {
    return new ProductPart(from, count, 0, spec.m(), 0, spec.n(), 0, spec.k());
  }

  /** Some rows of a single product. */
  static ProductPart rows(MatMulSpec spec, int from, int count) {
    return new ProductPart(0, 1, from, count, 0, spec.n(), 0, spec.k());
  }

  /** Some columns of a single product. */
  static ProductPart columns(MatMulSpec spec, int from, int count) {
    return new ProductPart(0, 1, 0, spec.m(), from, count, 0, spec.k());
  }

  /** Some terms of each sum of a single product. */
  static ProductPart terms(MatMulSpec spec, int from, int count) {
    return new ProductPart(0, 1, 0, spec.m(), 0, spec.n(), from, count);
  }
}
