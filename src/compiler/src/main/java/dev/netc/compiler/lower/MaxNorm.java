package dev.netc.compiler.lower;

import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.type.Shape;

/**
 * The longest that the incoming weights of each unit of a parameter may be, after each step.
 * Source: Srivastava et al. 2014, section 5.1. The weights of unit u are the elements [o, u, i] of
 * the parameter, taken as [outer, units, inner].
 *
 * @param limit the largest Euclidean norm
 */
public record MaxNorm(String parameter, double limit, int outer, int units, int inner) {

  /**
   * The units of a parameter with two axes or more: the columns of a matrix [in, out], the filters
   * of a convolution [filters, …].
   */
  static MaxNorm of(NetworkParameter parameter, double limit) {
    Shape shape = parameter.shape();
    int size = Math.toIntExact(shape.size());
    boolean matrix = shape.rank() == 2;
    int units = shape.dim(matrix ? 1 : 0);
    return matrix
        ? new MaxNorm(parameter.name(), limit, shape.dim(0), units, 1)
        : new MaxNorm(parameter.name(), limit, 1, units, size / units);
  }

  /** Scales the units down that are longer, in place. */
  public void apply(double[] weights) {
    for (int unit = 0; unit < units; unit++) {
      double squares = 0;
      for (int o = 0; o < outer; o++) {
        for (int i = 0; i < inner; i++) {
          double w = weights[(o * units + unit) * inner + i];
          squares += w * w;
        }
      }
      double norm = Math.sqrt(squares);
      for (int o = 0; norm > limit && o < outer; o++) {
        for (int i = 0; i < inner; i++) {
          weights[(o * units + unit) * inner + i] *= limit / norm;
        }
      }
    }
  }
}
