package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
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
 * Adds rows into a table by their indices: {@code y[index[…]] += g[…]}; the gradient of {@link
 * Gather} by its table.
 *
 * @param rows the number of rows of the table
 */
public record ScatterAdd(int rows) implements Primitive {
  @Override
  public String mnemonic() {
    return "scatter_add(%d)".formatted(rows);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return TensorType.fixed(Shape.of(rows, inputs.get(0).shape().dim(-1)));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    return List.of(Optional.of(graph.add(new Gather(), g, call.input(1))), Optional.empty());
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    int width = call.type().shape().dim(1);
    Tensor y = Tensor.zeros(rows, width);
    double[] index = inputs.get(1).data();
    for (int i = 0; i < index.length; i++) {
      for (int j = 0; j < width; j++) {
        y.data()[(int) index[i] * width + j] += inputs.get(0).data()[i * width + j];
      }
    }
    return y;
  }

  @Override
  public void emit(Node call, Emission at) {
    at.kernel(
        CodeBlock.of(
            "kernels.scatterAdd($L, $L, $L, $L, $L)",
            at.input(0),
            at.input(1),
            at.output(),
            rows,
            call.type().shape().dim(1)));
  }
}
