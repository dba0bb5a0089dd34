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
 * Puts each value of g at the place of its window's maximum in x, and zeros elsewhere; where
 * windows overlap, values add. The operands are x and g. It is the gradient of {@link MaxPool}, and
 * undoes it.
 *
 * @param channelsLast whether images are [height, width, channels]
 */
public record MaxPoolSpread(Window window, boolean channelsLast) implements Spatial {
  @Override
  public String mnemonic() {
    return "max_pool_spread(%s)".formatted(Convolution.shown(window, 1, channelsLast));
  }

  @Override
  public Primitive withChannelsLast() {
    return new MaxPoolSpread(window, true);
  }

  @Override
  public boolean isImage(int operand) {
    return true;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    if (!MaxPool.pooled(window, channelsLast, x).equals(inputs.get(1))) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return x;
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Node byG = graph.add(new MaxPoolPick(window, channelsLast), call.input(0), g);
    return List.of(Optional.empty(), Optional.of(byG));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    double[] g = inputs.get(1).data();
    int[] places = MaxPool.places(window, Image.of(call.input(0).type(), channelsLast), x);
    Tensor d = Tensor.zeros(inputs.get(0).dims());
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        d.data()[places[i]] += g[i];
      }
    }
    return d;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call.input(1), window.area());
  }

  @Override
  public void emit(Node call, Emission at) {
    TensorType x = call.type();
    at.kernel(
        CodeBlock.of(
            "kernels.maxPoolSpread($L, $L, $L, $L)",
            window.spec(Image.batch(x, at), Image.of(x, channelsLast)),
            at.input(0),
            at.input(1),
            at.output()));
  }
}
