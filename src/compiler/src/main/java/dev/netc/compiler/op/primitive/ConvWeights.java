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
 * The gradient of {@link Conv} by its weights, summed over the batch: the operands are the image x
 * and the gradient g by the result.
 *
 * @param groups into which channels and filters are divided
 * @param channelsLast whether images are [height, width, channels]
 */
public record ConvWeights(Window window, int groups, boolean channelsLast) implements Spatial {
  @Override
  public String mnemonic() {
    return "conv_weights(%s)".formatted(Convolution.shown(window, groups, channelsLast));
  }

  @Override
  public Primitive withChannelsLast() {
    return new ConvWeights(window, groups, true);
  }

  @Override
  public boolean isImage(int operand) {
    return true;
  }

  @Override
  public boolean givesImage() {
    return false;
  }

  private Convolution convolution(TensorType x, TensorType g) {
    return new Convolution(window, groups, Image.of(x, channelsLast), Image.of(g, channelsLast));
  }

  private Convolution convolution(Node call) {
    return convolution(call.input(0).type(), call.input(1).type());
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    if (inputs.get(0).batched() != inputs.get(1).batched()) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return TensorType.fixed(convolution(inputs.get(0), inputs.get(1)).weights());
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Image image = Image.of(call.input(0).type(), channelsLast);
    Node byX =
        graph.add(
            new ConvInput(window, groups, channelsLast, image.height(), image.width()),
            call.input(1),
            g);
    Node byG = graph.add(new Conv(window, groups, channelsLast), call.input(0), g);
    return List.of(Optional.of(byX), Optional.of(byG));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Convolution convolution = convolution(call);
    double[] x = inputs.get(0).data();
    double[] g = inputs.get(1).data();
    Tensor w = Tensor.zeros(call.type().physicalDims(1));
    int images = x.length / convolution.input().size();
    convolution.forEachProduct(images, (i, j, k) -> w.data()[j] += x[i] * g[k]);
    return w;
  }

  @Override
  public Cost cost(Node call) {
    return convolution(call).cost(call.input(0).type().batched());
  }

  @Override
  public void emit(Node call, Emission at) {
    at.kernel(
        CodeBlock.of(
            "kernels.convWeights($L, $L, $L, $L)",
            convolution(call).spec(Image.batch(call.input(0).type(), at), Activation.IDENTITY),
            at.input(0),
            at.input(1),
            at.output()));
  }
}
