package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Cost;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Softmax over the last axis, or its logarithm: {@code y_c = exp(x_c - m) / Σ_j exp(x_j - m)} with
 * m the largest x, so that nothing overflows.
 *
 * @param logarithm whether the result is {@code log y}
 */
public record Softmax(boolean logarithm) implements Primitive {
  @Override
  public String mnemonic() {
    return logarithm ? "log_softmax" : "softmax";
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    if (inputs.get(0).shape().rank() == 0) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return inputs.get(0);
  }

  // softmax: y·(g - Σ g·y); its logarithm: g - softmax·Σ g.
  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Algebra m = new Algebra(graph);
    if (logarithm) {
      Node probabilities = m.unary(Elementwise.EXP, call);
      return List.of(Optional.of(m.sub(g, m.mul(probabilities, sum(m, g)))));
    }
    return List.of(Optional.of(m.mul(call, m.sub(g, sum(m, m.mul(g, call))))));
  }

  /** The sum over the last axis, kept with length 1. */
  private static Node sum(Algebra m, Node x) {
    Shape shape = x.type().shape();
    Node sum = m.reduce(Reduce.Kind.SUM, x, List.of(shape.rank() - 1));
    return m.reshape(sum, shape.with(shape.rank() - 1, 1));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    int columns = call.type().shape().dim(-1);
    Tensor y = Tensor.zeros(inputs.get(0).dims());
    for (int start = 0; start < x.length; start += columns) {
      double max = max(x, start, columns);
      double sum = sumExp(x, start, columns, max);
      for (int i = start; i < start + columns; i++) {
        y.data()[i] = logarithm ? x[i] - max - Math.log(sum) : Math.exp(x[i] - max) / sum;
      }
    }
    return y;
  }

  private static double max(double[] x, int start, int columns) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = start; i < start + columns; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  private static double sumExp(double[] x, int start, int columns, double max) {
    double sum = 0;
    for (int i = start; i < start + columns; i++) {
      sum += Math.exp(x[i] - max);
    }
    return sum;
  }

  /**
   * The logarithms of the probabilities of one row. The maximum is subtracted from each score and
   * not added to the logarithm of the sum, which it would swallow where scores are large.
   */
  static double[] logProbabilities(double[] x, int start, int columns) {
    double max = max(x, start, columns);
    double log = Math.log(sumExp(x, start, columns, max));
    return IntStream.range(start, start + columns).mapToDouble(i -> x[i] - max - log).toArray();
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call, 4);
  }

  @Override
  public void emit(Node call, Emission at) {
    Shape shape = call.type().shape();
    at.kernel(
        CodeBlock.of(
            "kernels.$L($L, $L, $L, $L)",
            logarithm ? "logSoftmax" : "softmax",
            at.input(0),
            at.output(),
            at.size(call.type().batched(), shape.size(0, shape.rank() - 1)),
            shape.dim(-1)));
  }
}
