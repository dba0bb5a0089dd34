package dev.netc.runtime.random;

/**
 * A random matrix that keeps lengths, but for a gain: the first axis of the parameter are its rows,
 * all others its columns, and whichever are fewer are orthogonal to each other, each as long as the
 * gain. Source: Saxe, McClelland and Ganguli 2014.
 *
 * <p>It is the factor Q of normal numbers, with a positive diagonal of R, so every such matrix is
 * equally likely. By the modified Gram-Schmidt process in double precision, where a vector that
 * lost most of its length is freed from the others once more: Kahan's "twice is enough".
 */
record Orthogonal(double gain) implements Initializer {
  @Override
  public void fill(long seed, Parameter parameter, float[] into) {
    int rows = parameter.shape()[0];
    int columns = into.length / rows;
    boolean wide = rows <= columns;
    // The vectors that become orthogonal; each is a row of the matrix if it is wide.
    double[][] basis = new double[Math.min(rows, columns)][Math.max(rows, columns)];
    new Normal(0, 1).fill(seed, parameter, into);
    for (int i = 0; i < into.length; i++) {
      int row = i / columns;
      int column = i % columns;
      basis[wide ? row : column][wide ? column : row] = into[i];
    }
    orthonormalize(basis);
    for (int i = 0; i < into.length; i++) {
      int row = i / columns;
      int column = i % columns;
      into[i] = (float) (gain * basis[wide ? row : column][wide ? column : row]);
    }
  }

  private static void orthonormalize(double[][] basis) {
    for (int i = 0; i < basis.length; i++) {
      double before = Math.sqrt(dot(basis[i], basis[i]));
      project(basis, i);
      double after = Math.sqrt(dot(basis[i], basis[i]));
      if (after < before / 2) {
        project(basis, i);
        after = Math.sqrt(dot(basis[i], basis[i]));
      }
      for (int k = 0; k < basis[i].length; k++) {
        basis[i][k] /= after;
      }
    }
  }

  /** Frees a vector from its parts along those before it. */
  private static void project(double[][] basis, int i) {
    double[] vector = basis[i];
    for (int j = 0; j < i; j++) {
      double[] unit = basis[j];
      double along = dot(vector, unit);
      for (int k = 0; k < vector.length; k++) {
        vector[k] -= along * unit[k];
      }
    }
  }

  /** Four sums side by side: one alone would wait for each addition. */
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < a.length; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < a.length; k++) {
      s0 += a[k] * b[k];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
