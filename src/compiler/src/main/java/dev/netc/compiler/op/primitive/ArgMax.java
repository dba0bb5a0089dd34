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
 * The index of the largest element along an axis, which disappears; the first where several tie.
 */
public record ArgMax(int axis) implements Primitive {
  @Override
  public String mnemonic() {
    return "argmax(axis %d)".formatted(axis);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return inputs.get(0).with(inputs.get(0).shape().without(axis));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    return List.of(Optional.empty());
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Tensor x = inputs.get(0);
    int physical = axis + (call.type().batched() ? 1 : 0);
    int length = x.dims()[physical];
    int inner = x.size(physical + 1, x.rank());
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    for (int i = 0; i < y.size(); i++) {
      int start = i / inner * length * inner + i % inner;
      int best = 0;
      for (int a = 1; a < length; a++) {
        best = x.data()[start + a * inner] > x.data()[start + best * inner] ? a : best;
      }
      y.data()[i] = best;
    }
    return y;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call.input(0), 1);
  }

  @Override
  public void emit(Node call, Emission at) {
    TensorType x = call.input(0).type();
    at.kernel(
        CodeBlock.of(
            "kernels.argmax($L, $L, $L, $L, $L)",
            at.input(0),
            at.output(),
            at.size(x.batched(), x.shape().size(0, axis)),
            x.shape().dim(axis),
            x.shape().size(axis + 1, x.shape().rank())));
  }
}
