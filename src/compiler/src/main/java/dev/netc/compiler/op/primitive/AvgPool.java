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
 * The mean of each window, for each channel.
 *
 * @param countPadding whether padding counts as zeros; otherwise the mean is over the positions in
 *     the image, and 0 for a window that has none
 * @param channelsLast whether images are [height, width, channels]
 */
public record AvgPool(Window window, boolean countPadding, boolean channelsLast)
    implements Spatial {
  @Override
  public String mnemonic() {
    return "avg_pool(%s)".formatted(shown(window, countPadding, channelsLast));
  }

  static String shown(Window window, boolean countPadding, boolean channelsLast) {
    return Convolution.shown(window, 1, channelsLast) + (countPadding ? ", counting padding" : "");
  }

  @Override
  public Primitive withChannelsLast() {
    return new AvgPool(window, countPadding, true);
  }

  @Override
  public boolean isImage(int operand) {
    return true;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return MaxPool.pooled(window, channelsLast, inputs.get(0));
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Image image = Image.of(call.input(0).type(), channelsLast);
    AvgPoolSpread spread =
        new AvgPoolSpread(window, countPadding, channelsLast, image.height(), image.width());
    return List.of(Optional.of(graph.add(spread, g)));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    Tensor y = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    Image image = Image.of(call.input(0).type(), channelsLast);
    forEachShare(
        window,
        countPadding,
        image,
        x.length / image.size(),
        (from, to, share) -> y.data()[to] += share * x[from]);
    return y;
  }

  /** Takes the share that one value of the image has in one value of the result. */
  interface Share {
    void at(int x, int y, double share);
  }

  /** Visits the shares of all values. */
  static void forEachShare(
      Window window, boolean countPadding, Image image, int images, Share share) {
    Image out = image.under(window, image.channels());
    for (int place = 0; place < out.area(); place++) {
      int[] positions = window.positions(image, place / out.width(), place % out.width());
      int[] inside = Arrays.stream(positions).filter(p -> p >= 0).toArray();
      double part = 1.0 / (countPadding ? positions.length : inside.length);
      for (int i = 0; i < images * out.channels(); i++) {
        int n = i / out.channels();
        int c = i % out.channels();
        for (int position : inside) {
          share.at(image.at(n, c, position), out.at(n, c, place), part);
        }
      }
    }
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
            "kernels.avgPool($L, $L, $L, $L)",
            window.spec(Image.batch(x, at), Image.of(x, channelsLast)),
            countPadding,
            at.input(0),
            at.output()));
  }
}
