package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Cost;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * A matrix applied to the last axis: {@code y[…, n] = f(Σ_k x[…, k] · w[k, n] + b[n])}. The batch
 * and all leading axes of x are rows of one matrix product. Gradients: {@code ∂L/∂x = g·wᵀ}, {@code
 * ∂L/∂w = xᵀ·g} summed over all rows.
 *
 * @param transposed whether w is stored as [n, k]
 * @param bias whether a third operand [n] is added
 * @param activation the function f
 */
public record Linear(boolean transposed, boolean bias, Activation activation) implements Affine {
  public Linear(boolean transposed) {
    this(transposed, false, Activation.IDENTITY);
  }

  @Override
  public Affine withBias() {
    return new Linear(transposed, true, activation);
  }

  @Override
  public Affine with(Activation function) {
    return new Linear(transposed, bias, function);
  }

  @Override
  public String mnemonic() {
    return "linear(%s%s%s)"
        .formatted(
            transposed ? "wT" : "w",
            bias ? ", bias" : "",
            activation == Activation.IDENTITY ? "" : ", " + activation);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType w = inputs.get(1);
    boolean fits =
        !w.batched()
            && w.shape().rank() == 2
            && x.shape().rank() >= 1
            && x.shape().dim(-1) == w.shape().dim(transposed ? 1 : 0);
    if (!fits) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return x.with(x.shape().with(x.shape().rank() - 1, columns(w)));
  }

  private int columns(TensorType w) {
    return w.shape().dim(transposed ? 0 : 1);
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    if (bias || activation != Activation.IDENTITY) {
      throw new IllegalStateException("graphs are differentiated before they are fused");
    }
    Node x = call.input(0);
    Node w = call.input(1);
    Node byX = graph.add(new Linear(!transposed), g, w);
    Node byW = transposed ? graph.add(new OuterSum(), g, x) : graph.add(new OuterSum(), x, g);
    return List.of(Optional.of(byX), Optional.of(byW));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    double[] w = inputs.get(1).data();
    int k = call.input(0).type().shape().dim(-1);
    int n = columns(call.input(1).type());
    int rows = x.length / k;
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < k; i++) {
        double value = x[r * k + i];
        for (int j = 0; j < n; j++) {
          y.data()[r * n + j] += value * w[transposed ? j * k + i : i * n + j];
        }
      }
    }
    for (int i = 0; i < y.size(); i++) {
      double sum = y.data()[i] + (bias ? inputs.get(2).data()[i % n] : 0);
      y.data()[i] = activation.value(sum);
    }
    return y;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call, 2L * call.input(0).type().shape().dim(-1));
  }

  @Override
  public void emit(Node call, Emission at) {
    TensorType x = call.input(0).type();
    CodeBlock rows = at.size(x.batched(), x.shape().size(0, x.shape().rank() - 1));
    int columns = columns(call.input(1).type());
    CodeBlock.Builder spec =
        CodeBlock.builder()
            .add(
                "$T.plain($L, $L, $L)", RuntimeNames.MATMUL_SPEC, rows, x.shape().dim(-1), columns);
    if (transposed) {
      spec.add(".transposed(false, true)");
    }
    if (activation != Activation.IDENTITY) {
      spec.add(".with($T.$L)", RuntimeNames.ACTIVATION, activation);
    }
    at.kernel(
        CodeBlock.of(
            "kernels.matmul($L, $L, $L, $L, $L)",
            spec.build(),
            at.input(0),
            at.input(1),
            bias ? at.input(2) : CodeBlock.of("null"),
            at.output()));
  }
}
