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
 * Filters that slide over an image: {@code y[o, p] = f(Σ_{i, k} x[i, p·stride - pad + k·dilation] ·
 * w[o, i, k] + b[o] + r[o, p])}, where i runs through the channels of o's group, and k through the
 * window; padding counts as 0. Weights are [filters, channels / groups, height, width] in either
 * layout of the images. This is the correlation that neural networks call convolution: the filter
 * is not reversed.
 *
 * @param groups into which channels and filters are divided
 * @param channelsLast whether images are [height, width, channels]
 * @param bias whether a further operand [filters] is added
 * @param residual whether a last operand like the result is added
 * @param activation the function f
 */
public record Conv(
    Window window,
    int groups,
    boolean channelsLast,
    boolean bias,
    boolean residual,
    Activation activation)
    implements Spatial, Affine {

  public Conv(Window window, int groups, boolean channelsLast) {
    this(window, groups, channelsLast, false, false, Activation.IDENTITY);
  }

  @Override
  public String mnemonic() {
    return "conv(%s%s%s%s)"
        .formatted(
            Convolution.shown(window, groups, channelsLast),
            bias ? ", bias" : "",
            residual ? ", residual" : "",
            activation == Activation.IDENTITY ? "" : ", " + activation);
  }

  @Override
  public Affine withBias() {
    return new Conv(window, groups, channelsLast, true, residual, activation);
  }

  @Override
  public Affine with(Activation function) {
    return new Conv(window, groups, channelsLast, bias, residual, function);
  }

  /** The same convolution with a last operand like the result that is added. */
  public Conv withResidual() {
    return new Conv(window, groups, channelsLast, bias, true, activation);
  }

  @Override
  public Primitive withChannelsLast() {
    return new Conv(window, groups, true, bias, residual, activation);
  }

  @Override
  public boolean isImage(int operand) {
    return operand == 0 || (residual && operand == residualAt());
  }

  private int residualAt() {
    return bias ? 3 : 2;
  }

  private Convolution convolution(TensorType x, TensorType w) {
    return Convolution.of(window, groups, channelsLast, x, w.shape());
  }

  private Convolution convolution(Node call) {
    return convolution(call.input(0).type(), call.input(1).type());
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType y = x.with(convolution(x, inputs.get(1)).output().shape());
    boolean fits =
        !inputs.get(1).batched()
            && (!bias || inputs.get(2).size() == inputs.get(1).shape().dim(0))
            && (!residual || inputs.get(residualAt()).equals(y));
    if (!fits) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return y;
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    if (bias || residual || activation != Activation.IDENTITY) {
      throw new IllegalStateException("graphs are differentiated before they are fused");
    }
    Image image = Image.of(call.input(0).type(), channelsLast);
    Node byX =
        graph.add(
            new ConvInput(window, groups, channelsLast, image.height(), image.width()),
            g,
            call.input(1));
    Node byW = graph.add(new ConvWeights(window, groups, channelsLast), call.input(0), g);
    return List.of(Optional.of(byX), Optional.of(byW));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    Convolution convolution = convolution(call);
    double[] x = inputs.get(0).data();
    double[] w = inputs.get(1).data();
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    int images = x.length / convolution.input().size();
    convolution.forEachProduct(images, (i, j, k) -> y.data()[k] += x[i] * w[j]);
    Columns columns = channelsLast ? Columns.LAST : Columns.FIRST;
    for (int i = 0; i < y.size(); i++) {
      double sum = y.data()[i];
      sum += bias ? inputs.get(2).data()[columns.column(call.type(), i)] : 0;
      sum += residual ? inputs.get(residualAt()).data()[i] : 0;
      y.data()[i] = activation.value(sum);
    }
    return y;
  }

  @Override
  public Cost cost(Node call) {
    return convolution(call).cost(call.type().batched());
  }

  @Override
  public boolean mayOverwrite(Node call, int input) {
    return residual && input == residualAt();
  }

  @Override
  public void emit(Node call, Emission at) {
    at.kernel(
        CodeBlock.of(
            "kernels.conv($L, $L, $L, $L, $L, $L)",
            convolution(call).spec(Image.batch(call.type(), at), activation),
            at.input(0),
            at.input(1),
            bias ? at.input(2) : CodeBlock.of("null"),
            residual ? at.input(residualAt()) : CodeBlock.of("null"),
            at.output()));
  }
}
