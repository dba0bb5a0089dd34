package dev.netc.runtime.kernel;

/**
 * Local response normalisation across channels: {@code y[r,c] = x[r,c] / s[r,c]^beta} with {@code
 * s[r,c] = k + alpha/size · Σ x[r,j]²} over the channels j from {@code c - size/2} to {@code c +
 * (size-1)/2} that exist. Source: Krizhevsky et al. 2012, section 3.3, with alpha divided by size
 * as in PyTorch and oneDNN.
 *
 * @param rows pixels of all images
 * @param channels numbers of a pixel
 * @param size channels that are summed
 * @param alpha weight of the mean square
 * @param beta exponent
 * @param k added to the weighted mean square
 */
public record LrnSpec(int rows, int channels, int size, double alpha, double beta, double k) {
  /**
   * @throws IllegalArgumentException if rows, channels or size are below 1
   */
  public LrnSpec {
    Operands.requirePositive(rows, channels, size);
  }

  /** This normalisation of another number of rows. */
  LrnSpec rows(int count) {
    return new LrnSpec(count, channels, size, alpha, beta, k);
  }
}
