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
 * The mean square distance from a mean, for each column: {@code y_c = 1/M Σ_r (x_rc - mean_c)²},
 * where M counts the batch too. The operands are x and the mean.
 */
public record ColumnVariance(Columns columns) implements Spatial {
  @Override
  public String mnemonic() {
    return "column_variance(%s)".formatted(columns);
  }

  @Override
  public boolean channelsLast() {
    return columns != Columns.FIRST;
  }

  @Override
  public Primitive withChannelsLast() {
    return new ColumnVariance(Columns.LAST);
  }

  @Override
  public boolean isImage(int operand) {
    return operand == 0;
  }

  @Override
  public boolean givesImage() {
    return false;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType statistic = TensorType.fixed(columns.shape(inputs.get(0)));
    if (!inputs.get(1).equals(statistic)) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return statistic;
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Algebra m = new Algebra(graph);
    Node x = call.input(0);
    Node mean = call.input(1);
    Node slope = m.scale(2, m.mul(g, columns.inverseCount(m, x.type())));
    Node distance = m.sub(x, columns.over(m, mean, x.type()));
    Node byX = m.mul(distance, columns.over(m, slope, x.type()));
    Node byMean = m.scale(2, m.mul(g, m.sub(mean, columns.mean(m, x))));
    return List.of(Optional.of(byX), Optional.of(byMean));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    double[] mean = inputs.get(1).data();
    Tensor y = Tensor.zeros(inputs.get(1).dims());
    for (int i = 0; i < x.length; i++) {
      int c = columns.column(call.input(0).type(), i);
      y.data()[c] += (x[i] - mean[c]) * (x[i] - mean[c]) * y.size() / x.length;
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
            "kernels.columnVariance($L, $L, $L, $L, $L)",
            at.input(0),
            at.input(1),
            at.output(),
            columns.rows(x, at),
            columns.shape(x).size()));
  }
}
