package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
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
 * Zeros before and after a tensor along an axis: the gradient of {@link Slice}.
 *
 * @param axis an axis of the shape; the batch is not counted
 */
public record Pad(int axis, int before, int after) implements Primitive {
  @Override
  public String mnemonic() {
    return "pad(axis %d, %d, %d)".formatted(axis, before, after);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    return x.with(x.shape().with(axis, before + x.shape().dim(axis) + after));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    int length = call.input(0).type().shape().dim(axis);
    return List.of(Optional.of(graph.add(new Slice(axis, before, before + length), g)));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Tensor x = inputs.get(0);
    int physical = axis + (call.type().batched() ? 1 : 0);
    int inner = x.size(physical + 1, x.rank());
    int length = x.dims()[physical] * inner;
    int padded = call.type().shape().dim(axis) * inner;
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    for (int o = 0; o < x.size(0, physical); o++) {
      System.arraycopy(x.data(), o * length, y.data(), o * padded + before * inner, length);
    }
    return y;
  }

  @Override
  public void emit(Node call, Emission at) {
    TensorType x = call.input(0).type();
    at.kernel(CodeBlock.of("kernels.fill($L, 0f)", at.output()));
    at.kernel(
        CodeBlock.of(
            "kernels.copyRegion($L, $L, $L, $L, $L, $L, $L)",
            at.input(0),
            at.dims(x),
            Slice.corner(x, axis, 0),
            at.output(),
            at.dims(call.type()),
            Slice.corner(x, axis, before),
            at.dims(x)));
  }
}
