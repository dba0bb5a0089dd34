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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * For each window the value of v at the place of the maximum of x; 0 for a window that lies in the
 * padding. The operands are x and v. It is the gradient of {@link MaxPoolSpread} by what it
 * spreads.
 *
 * @param channelsLast whether images are [height, width, channels]
 */
public record MaxPoolPick(Window window, boolean channelsLast) implements Spatial {
  @Override
  public String mnemonic() {
    return "max_pool_pick(%s)".formatted(Convolution.shown(window, 1, channelsLast));
  }

  @Override
  public Primitive withChannelsLast() {
    return new MaxPoolPick(window, true);
  }

  @Override
  public boolean isImage(int operand) {
    return true;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    if (!inputs.get(0).equals(inputs.get(1))) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return MaxPool.pooled(window, channelsLast, inputs.get(0));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Node byV = graph.add(new MaxPoolSpread(window, channelsLast), call.input(0), g);
    return List.of(Optional.empty(), Optional.of(byV));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    double[] v = inputs.get(1).data();
    int[] places = MaxPool.places(window, Image.of(call.input(0).type(), channelsLast), x);
    double[] y = Arrays.stream(places).mapToDouble(p -> p < 0 ? 0 : v[p]).toArray();
    return new Tensor(call.type().physicalDims(evaluation.batch()), y);
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call, window.area());
  }

  @Override
  public void emit(Node call, Emission at) {
    TensorType x = call.input(0).type();
    at.kernel(
        CodeBlock.of(
            "kernels.maxPoolPick($L, $L, $L, $L)",
            window.spec(Image.batch(x, at), Image.of(x, channelsLast)),
            at.input(0),
            at.input(1),
            at.output()));
  }
}
