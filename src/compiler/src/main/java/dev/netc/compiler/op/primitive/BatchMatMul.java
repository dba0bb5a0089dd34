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
 * A matrix product for each sample: {@code y[s] = op(a[s]) · op(b[s])}. An operand without batch is
 * the same for every sample.
 *
 * @param transposeA whether a is stored as [k, m]
 * @param transposeB whether b is stored as [n, k]
 */
public record BatchMatMul(boolean transposeA, boolean transposeB) implements Primitive {
  @Override
  public String mnemonic() {
    return "batch_matmul(%s, %s)".formatted(transposeA ? "aT" : "a", transposeB ? "bT" : "b");
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    boolean batched = inputs.get(0).batched() || inputs.get(1).batched();
    boolean fits =
        a.rank() == 2 && b.rank() == 2 && inner(a, transposeA) == b.dim(transposeB ? 1 : 0);
    if (!fits || !batched) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return TensorType.batched(Shape.of(a.dim(transposeA ? 1 : 0), b.dim(transposeB ? 0 : 1)));
  }

  private static int inner(Shape a, boolean transposed) {
    return a.dim(transposed ? 0 : 1);
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Node a = call.input(0);
    Node b = call.input(1);
    Node byA =
        transposeA
            ? graph.add(new BatchMatMul(transposeB, true), b, g)
            : graph.add(new BatchMatMul(false, !transposeB), g, b);
    Node byB =
        transposeB
            ? graph.add(new BatchMatMul(true, transposeA), g, a)
            : graph.add(new BatchMatMul(!transposeA, false), a, g);
    return List.of(Optional.of(byA), Optional.of(byB));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Shape a = call.input(0).type().shape();
    int m = call.type().shape().dim(0);
    int n = call.type().shape().dim(1);
    int k = inner(a, transposeA);
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    for (int s = 0; s < evaluation.batch(); s++) {
      int atA = call.input(0).type().batched() ? s * m * k : 0;
      int atB = call.input(1).type().batched() ? s * k * n : 0;
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int l = 0; l < k; l++) {
            double left = inputs.get(0).data()[atA + (transposeA ? l * m + i : i * k + l)];
            double right = inputs.get(1).data()[atB + (transposeB ? j * k + l : l * n + j)];
            sum += left * right;
          }
          y.data()[(s * m + i) * n + j] = sum;
        }
      }
    }
    return y;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call, 2L * inner(call.input(0).type().shape(), transposeA));
  }

  @Override
  public void emit(Node call, Emission at) {
    at.kernel(
        CodeBlock.of(
            "kernels.matmul(new $T(batch, $L, $L, $L, $L, $L, $L, $L, $T.IDENTITY, false), $L, $L,"
                + " null, $L)",
            RuntimeNames.MATMUL_SPEC,
            call.type().shape().dim(0),
            inner(call.input(0).type().shape(), transposeA),
            call.type().shape().dim(1),
            transposeA,
            transposeB,
            !call.input(0).type().batched(),
            !call.input(1).type().batched(),
            RuntimeNames.ACTIVATION,
            at.input(0),
            at.input(1),
            at.output()));
  }
}
