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
 * The largest value of each window, for each channel. NaN counts as the largest. Padding is never
 * chosen; a window that lies in it altogether gives -∞.
 *
 * @param channelsLast whether images are [height, width, channels]
 * @param activation what is applied to it
 */
public record MaxPool(Window window, boolean channelsLast, Activation activation)
    implements Spatial, Activated {
  public MaxPool(Window window, boolean channelsLast) {
    this(window, channelsLast, Activation.IDENTITY);
  }

  @Override
  public String mnemonic() {
    return "max_pool(%s%s)"
        .formatted(
            Convolution.shown(window, 1, channelsLast),
            activation == Activation.IDENTITY ? "" : ", " + activation);
  }

  @Override
  public Primitive withChannelsLast() {
    return new MaxPool(window, true, activation);
  }

  @Override
  public Activated with(Activation function) {
    return new MaxPool(window, channelsLast, function);
  }

  @Override
  public boolean isImage(int operand) {
    return true;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return pooled(window, channelsLast, inputs.get(0));
  }

  /** The type of what a window makes of images, channel by channel. */
  static TensorType pooled(Window window, boolean channelsLast, TensorType x) {
    Image image = Image.of(x, channelsLast);
    return x.with(image.under(window, image.channels()).shape());
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    if (activation != Activation.IDENTITY) {
      throw new IllegalStateException("graphs are differentiated before they are fused");
    }
    return List.of(
        Optional.of(graph.add(new MaxPoolSpread(window, channelsLast), call.input(0), g)));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    int[] places = places(window, Image.of(call.input(0).type(), channelsLast), x);
    double[] y =
        Arrays.stream(places)
            .mapToDouble(p -> activation.value(p < 0 ? Double.NEGATIVE_INFINITY : x[p]))
            .toArray();
    return new Tensor(call.type().physicalDims(evaluation.batch()), y);
  }

  /**
   * For each value of the result the place of its window's maximum among the values of x: the first
   * one in row-major order of the window; -1 if the window lies in the padding.
   */
  static int[] places(Window window, Image image, double[] x) {
    Image out = image.under(window, image.channels());
    int[] places = new int[x.length / image.size() * out.size()];
    for (int n = 0; n < x.length / image.size(); n++) {
      for (int place = 0; place < out.area(); place++) {
        int[] positions = window.positions(image, place / out.width(), place % out.width());
        for (int c = 0; c < out.channels(); c++) {
          places[out.at(n, c, place)] = largest(n, c, positions, image, x);
        }
      }
    }
    return places;
  }

  private static int largest(int sample, int channel, int[] positions, Image image, double[] x) {
    int best = -1;
    for (int position : positions) {
      int at = position < 0 ? -1 : image.at(sample, channel, position);
      boolean better =
          at >= 0
              && (best < 0 || x[at] > x[best] || (Double.isNaN(x[at]) && !Double.isNaN(x[best])));
      best = better ? at : best;
    }
    return best;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call, window.area());
  }

  @Override
  public void emit(Node call, Emission at) {
    TensorType x = call.input(0).type();
    CodeBlock f =
        activation == Activation.IDENTITY
            ? CodeBlock.of("")
            : CodeBlock.of("$T.$L, ", RuntimeNames.ACTIVATION, activation);
    at.kernel(
        CodeBlock.of(
            "kernels.maxPool($L, $L$L, $L)",
            window.spec(Image.batch(x, at), Image.of(x, channelsLast)),
            f,
            at.input(0),
            at.output()));
  }
}
