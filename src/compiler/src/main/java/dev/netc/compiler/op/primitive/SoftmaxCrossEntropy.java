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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cross entropy of a softmax, straight from the scores: {@code loss = Σ_c t_c·(log Σ_j exp(x_j) -
 * x_c)}. It is exact and cannot overflow; the textbook's two steps are rewritten to it.
 *
 * @param dense whether the target has a probability for each class; it is a class index otherwise
 */
public record SoftmaxCrossEntropy(boolean dense) implements Primitive {
  @Override
  public String mnemonic() {
    return "softmax_cross_entropy(%s)".formatted(dense ? "dense" : "index");
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType t = inputs.get(1);
    TensorType rows = x.with(x.shape().without(x.shape().rank() - 1));
    if (!t.equals(dense ? x : rows)) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return rows;
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Node x = call.input(0);
    Node byX = graph.add(new Gradient(dense), x, call.input(1), g);
    if (!dense) {
      return List.of(Optional.of(byX), Optional.empty());
    }
    Algebra m = new Algebra(graph);
    Node kept = m.reshape(g, x.type().shape().with(x.type().shape().rank() - 1, 1));
    Node byT = m.neg(m.mul(graph.add(new Softmax(true), x), kept));
    return List.of(Optional.of(byX), Optional.of(byT));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    double[] t = inputs.get(1).data();
    int columns = call.input(0).type().shape().dim(-1);
    Tensor loss = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    for (int r = 0; r < loss.size(); r++) {
      double[] logs = Softmax.logProbabilities(x, r * columns, columns);
      if (!dense) {
        loss.data()[r] = -logs[(int) t[r]];
      } else {
        for (int c = 0; c < columns; c++) {
          loss.data()[r] -= t[r * columns + c] * logs[c];
        }
      }
    }
    return loss;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call.input(0), 4);
  }

  @Override
  public int choices(Node call, int input) {
    return input == 1 && !dense ? call.input(0).type().shape().dim(-1) : 0;
  }

  @Override
  public void emit(Node call, Emission at) {
    at.kernel(
        CodeBlock.of(
            "kernels.softmaxCrossEntropy($L, $L, $L, $L, $L, $L)",
            at.input(0),
            at.input(1),
            dense,
            at.output(),
            at.size(call.type()),
            call.input(0).type().shape().dim(-1)));
  }

  /**
   * The gradient by the scores: {@code g·(softmax(x)_c·Σ t - t_c)}; operands are scores, target and
   * g, the gradient by each row's loss, or one for all rows.
   */
  public record Gradient(boolean dense) implements Primitive {
    @Override
    public String mnemonic() {
      return "softmax_cross_entropy_gradient(%s)".formatted(dense ? "dense" : "index");
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
      return inputs.get(0);
    }

    // With p = softmax(x), s = Σ t, h the incoming gradient: the value is g·(p·s - t).
    @Override
    public List<Optional<Node>> gradient(Node call, Node h, GraphBuilder graph) {
      Algebra m = new Algebra(graph);
      Node x = call.input(0);
      Shape shape = x.type().shape();
      int last = shape.rank() - 1;
      Node p = graph.add(new Softmax(false), x);
      Node t = dense ? call.input(1) : graph.add(new OneHot(shape.dim(last)), call.input(1));
      Node s = m.reshape(m.reduce(Reduce.Kind.SUM, t, List.of(last)), shape.with(last, 1));
      Node g = keep(m, call.input(2), shape);
      Node weighted = m.mul(m.mul(h, g), m.mul(p, s));
      Node total = m.reduce(Reduce.Kind.SUM, weighted, List.of(last));
      Node byX = m.sub(weighted, m.mul(p, m.reshape(total, shape.with(last, 1))));
      Node slope = m.sub(m.mul(p, s), t);
      Node byG = m.reduce(Reduce.Kind.SUM, m.mul(h, slope), List.of(last));
      Node hp = m.reduce(Reduce.Kind.SUM, m.mul(h, p), List.of(last));
      Node byT = m.mul(g, m.sub(m.reshape(hp, shape.with(last, 1)), h));
      return List.of(
          Optional.of(byX), dense ? Optional.of(byT) : Optional.empty(), Optional.of(byG));
    }

    private static Node keep(Algebra m, Node g, Shape shape) {
      return g.type().isScalar() ? g : m.reshape(g, shape.with(shape.rank() - 1, 1));
    }

    @Override
    public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
      double[] x = inputs.get(0).data();
      double[] t = inputs.get(1).data();
      double[] g = inputs.get(2).data();
      int columns = call.type().shape().dim(-1);
      Tensor y = Tensor.zeros(inputs.get(0).dims());
      for (int r = 0; r < x.length / columns; r++) {
        double[] logs = Softmax.logProbabilities(x, r * columns, columns);
        double sum = 1;
        if (dense) {
          sum = Arrays.stream(t, r * columns, (r + 1) * columns).sum();
        }
        for (int c = 0; c < columns; c++) {
          int i = r * columns + c;
          double target = dense ? t[i] : (int) t[r] == c ? 1 : 0;
          y.data()[i] = g[g.length == 1 ? 0 : r] * (Math.exp(logs[c]) * sum - target);
        }
      }
      return y;
    }

    @Override
    public boolean mayOverwrite(Node call, int input) {
      return input == 0;
    }

    @Override
    public Cost cost(Node call) {
      return Cost.perElement(call, 6);
    }

    @Override
    public void emit(Node call, Emission at) {
      Shape shape = call.type().shape();
      at.kernel(
          CodeBlock.of(
              "kernels.softmaxCrossEntropyGradient($L, $L, $L, $L, $L, $L, $L)",
              at.input(0),
              at.input(1),
              dense,
              at.input(2),
              at.output(),
              at.size(call.type().batched(), shape.size(0, shape.rank() - 1)),
              shape.dim(-1)));
    }
  }
}
