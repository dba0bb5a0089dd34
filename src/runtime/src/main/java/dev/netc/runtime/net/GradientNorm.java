package dev.netc.runtime.net;

import dev.netc.runtime.memory.View;

/**
 * Keeps the Euclidean norm of all gradients together below a limit. Source: Pascanu, Mikolov and
 * Bengio 2013, algorithm 1 (arXiv:1211.5063). The sum of squares is made in double, in a fixed
 * order.
 */
final class GradientNorm {
  private static final int TILE = 4096;

  private final View[] gradients;
  private final double limit;
  private final float[] tile = new float[TILE];

  GradientNorm(View[] gradients, double limit) {
    this.gradients = gradients;
    this.limit = limit;
  }

  /** Scales the gradients down to the limit where they are beyond it. */
  void clip() {
    double norm = norm();
    if (norm > limit) {
      scale((float) (limit / norm));
    }
  }

  private double norm() {
    double squares = 0;
    for (View view : gradients) {
      for (long at = 0; at < view.size(); at += TILE) {
        int n = (int) Math.min(TILE, view.size() - at);
        view.get(at, tile, 0, n);
        for (int i = 0; i < n; i++) {
          squares += (double) tile[i] * tile[i];
        }
      }
    }
    return Math.sqrt(squares);
  }

  private void scale(float factor) {
    for (View view : gradients) {
      for (long at = 0; at < view.size(); at += TILE) {
        int n = (int) Math.min(TILE, view.size() - at);
        view.get(at, tile, 0, n);
        for (int i = 0; i < n; i++) {
          tile[i] *= factor;
        }
        view.set(at, tile, 0, n);
      }
    }
  }
}
