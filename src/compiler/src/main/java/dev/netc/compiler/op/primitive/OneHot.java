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

/** A 1 at the index, 0 elsewhere, along a new last axis. An index outside gives zeros only. */
public record OneHot(int classes) implements Primitive {
  @Override
  public String mnemonic() {
    return "one_hot(%d)".formatted(classes);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType index = inputs.get(0);
    return index.with(index.shape().inserting(index.shape().rank(), classes));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    return List.of(Optional.empty());
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    double[] index = inputs.get(0).data();
    for (int i = 0; i < index.length; i++) {
      if (index[i] >= 0 && index[i] < classes) {
        y.data()[i * classes + (int) index[i]] = 1;
      }
    }
    return y;
  }

  @Override
  public int choices(Node call, int input) {
    return classes;
  }

  @Override
  public void emit(Node call, Emission at) {
    at.kernel(CodeBlock.of("kernels.oneHot($L, $L, $L)", at.input(0), at.output(), classes));
  }
}
