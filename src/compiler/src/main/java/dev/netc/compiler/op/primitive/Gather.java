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
 * Rows of a table by their indices: {@code y[…] = table[index[…]]}. The table is the same for all
 * samples.
 */
public record Gather() implements Primitive {
  @Override
  public String mnemonic() {
    return "gather";
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType table = inputs.get(0);
    TensorType index = inputs.get(1);
    if (table.batched() || table.shape().rank() != 2) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return index.with(index.shape().inserting(index.shape().rank(), table.shape().dim(1)));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    int rows = call.input(0).type().shape().dim(0);
    return List.of(
        Optional.of(graph.add(new ScatterAdd(rows), g, call.input(1))), Optional.empty());
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    int width = call.type().shape().dim(-1);
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    double[] index = inputs.get(1).data();
    for (int i = 0; i < index.length; i++) {
      System.arraycopy(inputs.get(0).data(), (int) index[i] * width, y.data(), i * width, width);
    }
    return y;
  }

  @Override
  public int choices(Node call, int input) {
    return input == 1 ? call.input(0).type().shape().dim(0) : 0;
  }

  @Override
  public void emit(Node call, Emission at) {
    Shape table = call.input(0).type().shape();
    at.kernel(
        CodeBlock.of(
            "kernels.gather($L, $L, $L, $L, $L)",
            at.input(0),
            at.input(1),
            at.output(),
            table.dim(0),
            table.dim(1)));
  }
}
