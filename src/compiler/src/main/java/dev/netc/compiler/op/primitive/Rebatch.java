package dev.netc.compiler.op.primitive;

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
 * Takes the first axis of an unbatched tensor as the batch, or the batch as a first axis. It is for
 * graphs that run with a batch known beforehand, as tests do; the memory is shared.
 *
 * @param type the result's type
 * @param batch the number of samples that the graph must run with
 */
public record Rebatch(TensorType type, int batch) implements Primitive {
  @Override
  public String mnemonic() {
    return "rebatch(%d)".formatted(batch);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    long fixed = x.batched() ? type.size() : x.size();
    long perSample = x.batched() ? x.size() : type.size();
    if (x.batched() == type.batched() || fixed != perSample * batch) {
      throw new IllegalStateException(mnemonic() + " of " + x + " to " + type);
    }
    return type;
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    return List.of(Optional.of(graph.add(new Rebatch(call.input(0).type(), batch), g)));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    return inputs.get(0).reshaped(type.physicalDims(evaluation.batch()));
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
