package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tensors one after the other along an axis.
 *
 * @param axis an axis of the shape; the batch is not counted
 */
public record Concat(int axis) implements Primitive {
  @Override
  public String mnemonic() {
    return "concat(axis %d)".formatted(axis);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType first = inputs.get(0);
    int length = 0;
    for (TensorType input : inputs) {
      boolean fits =
          input.batched() == first.batched()
              && input.shape().rank() == first.shape().rank()
              && input.shape().without(axis).equals(first.shape().without(axis));
      if (!fits) {
        throw new IllegalStateException(mnemonic() + " of " + inputs);
      }
      length += input.shape().dim(axis);
    }
    return first.with(first.shape().with(axis, length));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    List<Optional<Node>> parts = new ArrayList<>();
    int start = 0;
    for (Node input : call.inputs()) {
      int end = start + input.type().shape().dim(axis);
      parts.add(Optional.of(graph.add(new Slice(axis, start, end), g)));
      start = end;
    }
    return parts;
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    int physical = axis + (call.type().batched() ? 1 : 0);
    int inner = y.size(physical + 1, y.rank());
    int length = y.dims()[physical] * inner;
    int start = 0;
    for (Tensor x : inputs) {
      int part = x.dims()[physical] * inner;
      for (int o = 0; o < x.size(0, physical); o++) {
        System.arraycopy(x.data(), o * part, y.data(), o * length + start, part);
      }
      start += part;
    }
    return y;
  }

  @Override
  public void emit(Node call, Emission at) {
    int start = 0;
    for (int i = 0; i < call.inputs().size(); i++) {
      TensorType part = call.input(i).type();
      at.kernel(
          CodeBlock.of(
              "kernels.copyRegion($L, $L, $L, $L, $L, $L, $L)",
              at.input(i),
              at.dims(part),
              Slice.corner(part, axis, 0),
              at.output(),
              at.dims(call.type()),
              Slice.corner(part, axis, start),
              at.dims(part)));
      start += part.shape().dim(axis);
    }
  }
}
