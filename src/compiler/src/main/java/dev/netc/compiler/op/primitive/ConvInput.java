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
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link Conv} by its image, which is the transposed convolution: each value of g
 * adds its filter to the positions that its window read. The operands are g and the weights
 * [channels of g, channels of the result / groups, height, width].
 *
 * @param groups into which channels and filters are divided
 * @param channelsLast whether images are [height, width, channels]
 * @param height of the result; several heights can give the height of g
 * @param width of the result
 * @param bias whether a third operand [channels of the result] is added
 * @param activation a function of the sum
 */
public record ConvInput(
    Window window,
    int groups,
    boolean channelsLast,
    int height,
    int width,
    boolean bias,
    Activation activation)
    implements Spatial, Affine {

  public ConvInput(Window window, int groups, boolean channelsLast, int height, int width) {
    this(window, groups, channelsLast, height, width, false, Activation.IDENTITY);
  }

  @Override
  public String mnemonic() {
    return "conv_input(%s, to %dx%d%s%s)"
        .formatted(
            Convolution.shown(window, groups, channelsLast),
            height,
            width,
            bias ? ", bias" : "",
            activation == Activation.IDENTITY ? "" : ", " + activation);
  }

  @Override
  public Affine withBias() {
    return new ConvInput(window, groups, channelsLast, height, width, true, activation);
  }

  @Override
  public Affine with(Activation function) {
    return new ConvInput(window, groups, channelsLast, height, width, bias, function);
  }

  @Override
  public Primitive withChannelsLast() {
    return new ConvInput(window, groups, true, height, width, bias, activation);
  }

  @Override
  public boolean isImage(int operand) {
    return operand == 0;
  }

  private Convolution convolution(TensorType g, Shape w) {
    if (w.rank() != 4) {
      throw new IllegalStateException("weights " + w);
    }
    Image image = new Image(w.dim(1) * groups, height, width, channelsLast);
    return new Convolution(window, groups, image, Image.of(g, channelsLast)).requireWeights(w);
  }

  private Convolution convolution(Node call) {
    return convolution(call.input(0).type(), call.input(1).type().shape());
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType g = inputs.get(0);
    Image image = convolution(g, inputs.get(1).shape()).input();
    if (inputs.get(1).batched() || (bias && inputs.get(2).size() != image.channels())) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return g.with(image.shape());
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    if (bias || activation != Activation.IDENTITY) {
      throw new IllegalStateException("graphs are differentiated before they are fused");
    }
    Node byG = graph.add(new Conv(window, groups, channelsLast), g, call.input(1));
    Node byW = graph.add(new ConvWeights(window, groups, channelsLast), g, call.input(0));
    return List.of(Optional.of(byG), Optional.of(byW));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Convolution convolution = convolution(call);
    double[] g = inputs.get(0).data();
    double[] w = inputs.get(1).data();
    Tensor x = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    int images = g.length / convolution.output().size();
    convolution.forEachProduct(images, (i, j, k) -> x.data()[i] += g[k] * w[j]);
    Columns columns = channelsLast ? Columns.LAST : Columns.FIRST;
    for (int i = 0; i < x.size(); i++) {
      double shift = bias ? inputs.get(2).data()[columns.column(call.type(), i)] : 0;
      x.data()[i] = activation.value(x.data()[i] + shift);
    }
    return x;
  }

  @Override
  public Cost cost(Node call) {
    return convolution(call).cost(call.type().batched());
  }

  @Override
  public void emit(Node call, Emission at) {
    at.kernel(
        CodeBlock.of(
            "kernels.convInput($L, $L, $L, $L, $L)",
            convolution(call).spec(Image.batch(call.type(), at), activation),
            at.input(0),
            at.input(1),
            bias ? at.input(2) : CodeBlock.of("null"),
            at.output()));
  }
}
