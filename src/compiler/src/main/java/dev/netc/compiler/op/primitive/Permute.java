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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Exchanges axes; the batch stays first.
 *
 * @param axes axis j of the result is axis {@code axes[j]} of the operand
 */
public record Permute(List<Integer> axes) implements Primitive {
  @Override
  public String mnemonic() {
    return "permute" + axes;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    if (!axes.stream()
        .sorted()
        .toList()
        .equals(IntStream.range(0, x.shape().rank()).boxed().toList())) {
      throw new IllegalStateException(mnemonic() + " of " + x);
    }
    return x.with(new Shape(axes.stream().map(x.shape()::dim).toList()));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Integer[] inverse = new Integer[axes.size()];
    for (int j = 0; j < inverse.length; j++) {
      inverse[axes.get(j)] = j;
    }
    return List.of(Optional.of(graph.add(new Permute(List.of(inverse)), g)));
  }

  private int[] physicalAxes(boolean batched) {
    int lead = batched ? 1 : 0;
    int[] physical = new int[axes.size() + lead];
    for (int j = 0; j < axes.size(); j++) {
      physical[j + lead] = axes.get(j) + lead;
    }
    return physical;
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Tensor x = inputs.get(0);
    int[] order = physicalAxes(call.type().batched());
    int[] from = Tensor.strides(x.dims());
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    int[] to = Tensor.strides(y.dims());
    for (int i = 0; i < y.size(); i++) {
      int at = 0;
      for (int axis = 0; axis < order.length; axis++) {
        at += i / to[axis] % y.dims()[axis] * from[order[axis]];
      }
      y.data()[i] = x.data()[at];
    }
    return y;
  }

  @Override
  public void emit(Node call, Emission at) {
    String order =
        Arrays.toString(physicalAxes(call.type().batched())).replace('[', '{').replace(']', '}');
    at.kernel(
        CodeBlock.of(
            "kernels.permute($L, $L, $L, new int[] $L)",
            at.input(0),
            at.output(),
            at.dims(call.input(0).type()),
            order));
  }
}
