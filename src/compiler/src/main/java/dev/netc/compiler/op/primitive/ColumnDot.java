package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
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
 * The products of one tensor with another's distance from its mean, summed for each column: {@code
 * y_c = Σ_r g_rc · (x_rc - mean_c)}. The operands are g, x and the mean.
 */
public record ColumnDot(Columns columns) implements Spatial {
  @Override
  public String mnemonic() {
    return "column_dot(%s)".formatted(columns);
  }

  @Override
  public boolean channelsLast() {
    return columns != Columns.FIRST;
  }

  @Override
  public Primitive withChannelsLast() {
    return new ColumnDot(Columns.LAST);
  }

  @Override
  public boolean isImage(int operand) {
    return operand < 2;
  }

  @Override
  public boolean givesImage() {
    return false;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType statistic = TensorType.fixed(columns.shape(inputs.get(0)));
    if (!inputs.get(0).equals(inputs.get(1)) || !inputs.get(2).equals(statistic)) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return statistic;
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node v, GraphBuilder graph) {
    Algebra m = new Algebra(graph);
    Node g = call.input(0);
    Node x = call.input(1);
    Node slope = columns.over(m, v, x.type());
    Node distance = m.sub(x, columns.over(m, call.input(2), x.type()));
    Node byMean = m.neg(m.mul(v, columns.sum(m, g)));
    return List.of(
        Optional.of(m.mul(distance, slope)), Optional.of(m.mul(g, slope)), Optional.of(byMean));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] g = inputs.get(0).data();
    double[] x = inputs.get(1).data();
    double[] mean = inputs.get(2).data();
    Tensor y = Tensor.zeros(inputs.get(2).dims());
    for (int i = 0; i < x.length; i++) {
      int c = columns.column(call.input(0).type(), i);
      y.data()[c] += g[i] * (x[i] - mean[c]);
    }
    return y;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call.input(0), 3);
  }

  @Override
  public void emit(Node call, Emission at) {
    TensorType x = call.input(0).type();
    at.kernel(
        CodeBlock.of(
            "kernels.columnDot($L, $L, $L, $L, $L, $L)",
            at.input(0),
            at.input(1),
            at.input(2),
            at.output(),
            columns.rows(x, at),
            columns.shape(x).size()));
  }
}
