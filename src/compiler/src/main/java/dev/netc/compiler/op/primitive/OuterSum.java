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

/**
 * The products of two rows, summed over all rows: {@code y[k, n] = Σ_r x[r, k] · g[r, n]}, where
 * the rows are the batch and all leading axes. It is the gradient of {@link Linear} by its matrix.
 */
public record OuterSum() implements Primitive {
  @Override
  public String mnemonic() {
    return "outer_sum";
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType g = inputs.get(1);
    boolean fits =
        x.batched() == g.batched()
            && x.shape().rank() == g.shape().rank()
            && x.shape().rank() >= 1
            && x.shape()
                .dims()
                .subList(0, x.shape().rank() - 1)
                .equals(g.shape().dims().subList(0, x.shape().rank() - 1));
    if (!fits) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return TensorType.fixed(Shape.of(x.shape().dim(-1), g.shape().dim(-1)));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Node byX = graph.add(new Linear(true), call.input(1), g);
    Node byG = graph.add(new Linear(false), call.input(0), g);
    return List.of(Optional.of(byX), Optional.of(byG));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    double[] g = inputs.get(1).data();
    int k = call.type().shape().dim(0);
    int n = call.type().shape().dim(1);
    Tensor y = Tensor.zeros(k, n);
    for (int r = 0; r < x.length / k; r++) {
      for (int i = 0; i < k; i++) {
        double value = x[r * k + i];
        for (int j = 0; j < n; j++) {
          y.data()[i * n + j] += value * g[r * n + j];
        }
      }
    }
    return y;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call.input(0), 2L * call.type().shape().dim(1));
  }

  @Override
  public void emit(Node call, Emission at) {
    TensorType x = call.input(0).type();
    CodeBlock rows = at.size(x.batched(), x.shape().size(0, x.shape().rank() - 1));
    at.kernel(
        CodeBlock.of(
            "kernels.matmul($T.plain($L, $L, $L).transposed(true, false), $L, $L, null, $L)",
            RuntimeNames.MATMUL_SPEC,
            call.type().shape().dim(0),
            rows,
            call.type().shape().dim(1),
            at.input(0),
            at.input(1),
            at.output()));
  }
}
