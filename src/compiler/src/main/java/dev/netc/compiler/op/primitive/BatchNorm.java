package dev.netc.compiler.op.primitive;

import dev.netc.compiler.ir.Cost;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Batch normalisation as training has it: {@code y = γ · (x - mean) / sqrt(variance + ε) + β}, with
 * mean and (biased) variance of each column over the batch. The operands are x, γ and β. Source:
 * Ioffe and Szegedy, Batch Normalization, 2015, algorithm 1; the gradients are those of its section
 * 3, simplified.
 *
 * <p>It is written as one operation for the sake of its gradient, which is much shorter than that
 * of the formula; before kernels are chosen, it is {@link #expanded}.
 *
 * @param columns what has a mean of its own
 */
public record BatchNorm(Columns columns, double epsilon) implements Primitive {
  @Override
  public String mnemonic() {
    return "batch_norm(%s, %s)".formatted(columns, epsilon);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType statistic = TensorType.fixed(columns.shape(x));
    if (!inputs.get(1).equals(statistic) || !inputs.get(2).equals(statistic)) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return x;
  }

  /** Columns and their statistics as nodes. */
  private record Statistics(Node mean, Node inverseDeviation) {}

  private Statistics statistics(Algebra m, Node x) {
    Node mean = columns.mean(m, x);
    Node variance = m.graph().add(new ColumnVariance(columns), x, mean);
    Node deviation = m.unary(Elementwise.SQRT, m.add(variance, m.number(epsilon)));
    return new Statistics(mean, m.unary(Elementwise.RECIPROCAL, deviation));
  }

  /**
   * The result as {@code (x - mean) · a + β}, where a has a number for each column. With a constant
   * {@code β - mean · a} it would be shorter, but wrong where the variance is small: two large
   * products would have to cancel.
   */
  public Node expanded(Node call, Algebra m) {
    Node x = call.input(0);
    Statistics s = statistics(m, x);
    Node a = m.mul(call.input(1), s.inverseDeviation());
    Node distance = m.sub(x, columns.over(m, s.mean(), x.type()));
    Node scaled = m.mul(distance, columns.over(m, a, x.type()));
    return m.add(scaled, columns.over(m, call.input(2), x.type()));
  }

  // by x   γ·i·(g - Σg/M - (x - mean)·i²·Σg(x - mean)/M), i the inverse deviation
  // by γ   i·Σg(x - mean)
  // by β   Σg
  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Algebra m = new Algebra(graph);
    Node x = call.input(0);
    TensorType type = x.type();
    Statistics s = statistics(m, x);
    Node share = columns.inverseCount(m, type);
    Node sum = columns.sum(m, g);
    Node dot = graph.add(new ColumnDot(columns), g, x, s.mean());
    Node a = m.mul(call.input(1), s.inverseDeviation());
    Node slope = m.mul(m.mul(dot, m.square(s.inverseDeviation())), share);
    // The distance has another sign than in the result, and so is another value: each is made where
    // it is used, in a loop that is there anyway, and none is kept for the other.
    Node distance = m.sub(columns.over(m, s.mean(), type), x);
    Node centred = m.sub(g, columns.over(m, m.mul(sum, share), type));
    Node rest = m.add(centred, m.mul(distance, columns.over(m, slope, type)));
    Node byX = m.mul(rest, columns.over(m, a, type));
    return List.of(
        Optional.of(byX), Optional.of(m.mul(dot, s.inverseDeviation())), Optional.of(sum));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    double[] gamma = inputs.get(1).data();
    double[] beta = inputs.get(2).data();
    double rows = (double) x.length / gamma.length;
    double[] mean = new double[gamma.length];
    double[] variance = new double[gamma.length];
    for (int i = 0; i < x.length; i++) {
      mean[columns.column(call.type(), i)] += x[i] / rows;
    }
    for (int i = 0; i < x.length; i++) {
      int c = columns.column(call.type(), i);
      variance[c] += (x[i] - mean[c]) * (x[i] - mean[c]) / rows;
    }
    Tensor y = Tensor.zeros(inputs.get(0).dims());
    for (int i = 0; i < x.length; i++) {
      int c = columns.column(call.type(), i);
      y.data()[i] = gamma[c] * (x[i] - mean[c]) / Math.sqrt(variance[c] + epsilon) + beta[c];
    }
    return y;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call, 6);
  }

  @Override
  public void emit(Node call, Emission at) {
    throw new IllegalStateException("batch normalisation is expanded before kernels are chosen");
  }
}
