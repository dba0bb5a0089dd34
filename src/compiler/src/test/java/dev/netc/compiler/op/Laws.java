package dev.netc.compiler.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.rewrite.Canonical;
import dev.netc.compiler.rewrite.Rewriter;
import java.util.Map;

/** What holds for every operation, tried on one call of it. */
final class Laws {
  /** Small enough that the differences' own error, of order h⁴, is below the tolerance. */
  private static final double H = 5e-5;

  /** Rounding of a difference is about 1e-16 / h; second slopes of order 100 amplify it. */
  private static final double SLOPE_TOLERANCE = 1e-8;

  /** Rewriting reassociates: a few roundings each. */
  private static final double VALUE_TOLERANCE = 1e-11;

  /** Enough elements of an operand to meet several rows, columns and samples. */
  private static final int MOST_ELEMENTS = 3;

  private final Sample sample;
  private final long seed;

  private Laws(Sample sample) {
    this.sample = sample;
    this.seed = sample.toString().hashCode();
  }

  static void hold(Sample sample) {
    Laws laws = new Laws(sample);
    laws.typeIsDeclared();
    laws.slopesAgree(laws.graph().differentiate(), "slope");
    laws.slopesAgree(laws.graph().differentiate().differentiate(), "second slope");
    laws.rewritingKeepsValues();
    laws.stableFormsKeepSlopes();
  }

  private SampleGraph graph() {
    return new SampleGraph(sample, seed);
  }

  /** The declared type is the lowered node's, and the array computed has its dimensions. */
  private void typeIsDeclared() {
    SampleGraph graph = graph();
    assertEquals(sample.type(), graph.result().type(), () -> "the type of " + sample);
    Tensor y = graph.run(graph.graph().verified()).get("y");
    int[] dims = sample.type().physicalDims(sample.batch());
    assertArrayEquals(dims, y.dims(), () -> "the dimensions of " + sample);
  }

  /** Gradients agree with central differences of what they are the gradients of. */
  private void slopesAgree(SampleGraph at, String what) {
    Graph graph = at.graph().verified();
    Map<String, Tensor> results = at.run(graph);
    for (String operand : at.operands()) {
      if (!at.varies(operand)) {
        continue;
      }
      Graph total = at.differentiated();
      double[] gradient = results.get(SampleGraph.gradientName(operand)).data();
      assertEquals(at.numbers(operand).length, gradient.length, () -> "the gradient of " + sample);
      int stride = Math.max(1, gradient.length / MOST_ELEMENTS);
      for (int i = 0; i < gradient.length; i += stride) {
        double expected = difference(at, total, operand, i);
        String where = "%s by operand %s[%d] of %s".formatted(what, operand, i, sample);
        assertNear(expected, gradient[i], SLOPE_TOLERANCE, where);
      }
    }
  }

  /** The central difference of order h⁴: (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h. */
  private static double difference(SampleGraph at, Graph graph, String operand, int i) {
    double[] numbers = at.numbers(operand);
    double x = numbers[i];
    double[] f = new double[5];
    for (int step = -2; step <= 2; step++) {
      numbers[i] = x + step * H;
      f[step + 2] = at.run(graph).get("total").data()[0];
    }
    numbers[i] = x;
    return (8 * (f[3] - f[1]) - (f[4] - f[0])) / (12 * H);
  }

  /** The graph that is emitted computes what was written, gradients included. */
  private void rewritingKeepsValues() {
    SampleGraph at = graph().differentiate();
    Graph plain = at.graph();
    Map<String, Tensor> before = at.run(plain);
    same(before, at.run(Canonical.rewrite(plain).verified()), "stable");
    same(before, at.run(Rewriter.rewrite(plain).verified()), "rewritten");
  }

  /** The pipeline's order: stable forms, then gradients, then the other rewrites. */
  private void stableFormsKeepSlopes() {
    SampleGraph plain = graph().differentiate();
    SampleGraph stable = graph().stable().differentiate();
    Graph rewritten = Rewriter.rewrite(stable.graph().verified()).verified();
    same(plain.run(plain.graph()), stable.run(rewritten), "stable and rewritten");
  }

  private void same(Map<String, Tensor> expected, Map<String, Tensor> actual, String how) {
    expected.forEach(
        (name, tensor) -> {
          Tensor other = actual.get(name);
          String where = "%s %s of %s".formatted(how, name, sample);
          assertNotNull(other, where);
          assertArrayEquals(tensor.dims(), other.dims(), where);
          for (int i = 0; i < tensor.size(); i++) {
            assertNear(tensor.data()[i], other.data()[i], VALUE_TOLERANCE, where + " [" + i + "]");
          }
        });
  }

  private static void assertNear(double expected, double actual, double tolerance, String where) {
    assertEquals(expected, actual, tolerance * Math.max(1, Math.abs(expected)), where);
  }
}
