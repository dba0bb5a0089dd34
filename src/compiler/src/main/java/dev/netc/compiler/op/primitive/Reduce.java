package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Cost;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds a run of neighbouring axes, which disappear. Axes count in memory: where the operand is
 * batched, axis 0 is the batch.
 *
 * @param from the first axis
 * @param to the axis after the last
 */
public record Reduce(Kind kind, int from, int to) implements Primitive {
  /** How the elements are folded. */
  public enum Kind {
    SUM,
    MEAN,
    MAX,
    MIN
  }

  @Override
  public String mnemonic() {
    return "reduce(%s, %d..%d)".formatted(kind, from, to);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    if (from >= to || to > x.physicalRank()) {
      throw new IllegalStateException(mnemonic() + " of " + x);
    }
    int lead = x.batched() ? 1 : 0;
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    dims.subList(Math.max(0, from - lead), to - lead).clear();
    return new TensorType(x.batched() && from > 0, new Shape(dims));
  }

  /** How many elements are folded into one, the batch not counted. */
  private long count(TensorType x) {
    int lead = x.batched() ? 1 : 0;
    return x.shape().size(Math.max(0, from - lead), to - lead);
  }

  private boolean foldsBatch(TensorType x) {
    return x.batched() && from == 0;
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Algebra m = new Algebra(graph);
    Node x = call.input(0);
    Node spread =
        switch (kind) {
          case SUM -> spread(m, g, x.type());
          case MEAN -> spread(m, m.mul(g, share(m, x.type())), x.type());
          case MAX, MIN -> {
            // Elements that tie for the extreme share the gradient evenly.
            Node isExtreme = m.binary(Elementwise.EQ, x, spread(m, call, x.type()));
            Node ties = graph.add(new Reduce(Kind.SUM, from, to), isExtreme);
            yield m.mul(isExtreme, spread(m, m.div(g, ties), x.type()));
          }
        };
    return List.of(Optional.of(spread));
  }

  private Node share(Algebra m, TensorType x) {
    Node share = m.number(1.0 / count(x));
    return foldsBatch(x) ? m.mul(share, m.graph().add(new Leaf.InverseBatch())) : share;
  }

  /** Puts the folded axes back, the value repeated along them. */
  private Node spread(Algebra m, Node g, TensorType x) {
    int lead = x.batched() ? 1 : 0;
    Shape shape = g.type().shape();
    for (int axis = Math.max(0, from - lead); axis < to - lead; axis++) {
      shape = shape.inserting(axis, 1);
    }
    return m.broadcastTo(m.reshape(g, shape), x);
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Tensor x = inputs.get(0);
    int outer = x.size(0, from);
    int axis = x.size(from, to);
    int inner = x.size(to, x.rank());
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        double folded = x.data()[o * axis * inner + i];
        for (int a = 1; a < axis; a++) {
          double value = x.data()[(o * axis + a) * inner + i];
          folded =
              switch (kind) {
                case SUM, MEAN -> folded + value;
                case MAX -> Math.max(folded, value);
                case MIN -> Math.min(folded, value);
              };
        }
        y.data()[o * inner + i] = kind == Kind.MEAN ? folded / axis : folded;
      }
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
    int lead = x.batched() ? 1 : 0;
    CodeBlock outer =
        foldsBatch(x) ? CodeBlock.of("1") : at.size(x.batched(), x.shape().size(0, from - lead));
    CodeBlock axis = at.size(foldsBatch(x), count(x));
    long inner = x.shape().size(to - lead, x.shape().rank());
    String share = foldsBatch(x) && count(x) > 1 ? "1f / ($L)" : "1f / $L";
    CodeBlock scale = kind == Kind.MEAN ? CodeBlock.of(share, axis) : CodeBlock.of("1f");
    at.kernel(
        CodeBlock.of(
            "kernels.reduce($T.$L, $L, $L, $L, $L, $L, $L)",
            RuntimeNames.REDUCTION,
            kind == Kind.MEAN ? Kind.SUM : kind,
            at.input(0),
            at.output(),
            outer,
            axis,
            inner,
            scale));
  }
}
