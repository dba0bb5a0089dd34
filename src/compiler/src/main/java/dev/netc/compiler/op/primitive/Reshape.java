package dev.netc.compiler.op.primitive;

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
 * The same numbers under another shape; the batch stays. It costs nothing: the memory is shared.
 */
public record Reshape(Shape shape) implements Primitive {
  @Override
  public String mnemonic() {
    return "reshape" + shape;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    if (x.size() != shape.size()) {
      throw new IllegalStateException(mnemonic() + " of " + x);
    }
    return x.with(shape);
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    return List.of(Optional.of(new Algebra(graph).reshape(g, call.input(0).type().shape())));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    return inputs.get(0).reshaped(call.type().physicalDims(evaluation.batch()));
  }

  @Override
  public void emit(Node call, Emission at) {
    // A view: the plan gives the result the operand's place.
  }

  @Override
  public boolean isView() {
    return true;
  }
}
