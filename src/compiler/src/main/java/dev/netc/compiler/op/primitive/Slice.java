package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The part of a tensor from index {@code from} up to, not including, {@code to} of an axis.
 *
 * @param axis an axis of the shape; the batch is not counted
 */
public record Slice(int axis, int from, int to) implements Primitive {
  @Override
  public String mnemonic() {
    return "slice(axis %d, %d..%d)".formatted(axis, from, to);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    if (axis >= x.shape().rank() || from < 0 || from >= to || to > x.shape().dim(axis)) {
      throw new IllegalStateException(mnemonic() + " of " + x);
    }
    return x.with(x.shape().with(axis, to - from));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    int after = call.input(0).type().shape().dim(axis) - to;
    return List.of(Optional.of(graph.add(new Pad(axis, from, after), g)));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Tensor x = inputs.get(0);
    int physical = axis + (call.type().batched() ? 1 : 0);
    int inner = x.size(physical + 1, x.rank());
    int length = x.dims()[physical] * inner;
    int kept = (to - from) * inner;
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    for (int o = 0; o < x.size(0, physical); o++) {
      System.arraycopy(x.data(), o * length + from * inner, y.data(), o * kept, kept);
    }
    return y;
  }

  @Override
  public void emit(Node call, Emission at) {
    TensorType x = call.input(0).type();
    at.kernel(
        CodeBlock.of(
            "kernels.copyRegion($L, $L, $L, $L, $L, $L, $L)",
            at.input(0),
            at.dims(x),
            corner(x, axis, from),
            at.output(),
            at.dims(call.type()),
            corner(x, axis, 0),
            at.dims(call.type())));
  }

  /** The first corner of a box: zero but for one axis. */
  static CodeBlock corner(TensorType type, int axis, int start) {
    int[] at = new int[type.physicalRank()];
    at[axis + (type.batched() ? 1 : 0)] = start;
    return CodeBlock.of("new long[] $L", Arrays.toString(at).replace('[', '{').replace(']', '}'));
  }
}
