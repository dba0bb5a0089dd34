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
 * Repeats a tensor along one run of neighbouring axes of length 1, or along a new batch.
 *
 * @param overBatch whether an unbatched operand is repeated for each sample; then there are no dims
 * @param axis the first of the axes that are stretched
 * @param dims their new lengths
 */
public record Broadcast(boolean overBatch, int axis, List<Integer> dims) implements Primitive {
  @Override
  public String mnemonic() {
    return overBatch ? "broadcast(batch)" : "broadcast(%d: %s)".formatted(axis, dims);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    if (overBatch) {
      if (x.batched()) {
        throw new IllegalStateException(mnemonic() + " of " + x);
      }
      return TensorType.batched(x.shape());
    }
    Shape shape = x.shape();
    for (int i = 0; i < dims.size(); i++) {
      if (shape.dim(axis + i) != 1) {
        throw new IllegalStateException(mnemonic() + " of " + x);
      }
      shape = shape.with(axis + i, dims.get(i));
    }
    return x.with(shape);
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    return List.of(Optional.of(new Algebra(graph).sumTo(g, call.input(0).type())));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    int[] to = call.type().physicalDims(evaluation.batch());
    return new Tensor(
        to, Elementwise.aligned(call.input(0).type(), call.type(), inputs.get(0), to));
  }

  @Override
  public void emit(Node call, Emission at) {
    TensorType x = call.input(0).type();
    long repeat = new Shape(dims).size();
    CodeBlock outer = overBatch ? CodeBlock.of("1") : at.size(x.batched(), x.shape().size(0, axis));
    CodeBlock repeats = overBatch ? CodeBlock.of("batch") : CodeBlock.of("$L", repeat);
    long inner = overBatch ? x.size() : x.shape().size(axis, x.shape().rank());
    at.kernel(
        CodeBlock.of(
            "kernels.broadcast($L, $L, $L, $L, $L)",
            at.input(0),
            at.output(),
            outer,
            repeats,
            inner));
  }
}
