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
 * Shares each value of g out evenly to the positions of its window: the gradient of {@link
 * AvgPool}.
 *
 * @param countPadding whether padding takes its share
 * @param channelsLast whether images are [height, width, channels]
 * @param height of the result
 * @param width of the result
 */
public record AvgPoolSpread(
    Window window, boolean countPadding, boolean channelsLast, int height, int width)
    implements Spatial {
  @Override
  public String mnemonic() {
    return "avg_pool_spread(%s, to %dx%d)"
        .formatted(AvgPool.shown(window, countPadding, channelsLast), height, width);
  }

  @Override
  public Primitive withChannelsLast() {
    return new AvgPoolSpread(window, countPadding, true, height, width);
  }

  @Override
  public boolean isImage(int operand) {
    return true;
  }

  private Image image(TensorType g) {
    return new Image(Image.of(g, channelsLast).channels(), height, width, channelsLast);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType g = inputs.get(0);
    TensorType x = g.with(image(g).shape());
    if (!MaxPool.pooled(window, channelsLast, x).equals(g)) {
      throw new IllegalStateException(mnemonic() + " of " + inputs);
    }
    return x;
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    return List.of(Optional.of(graph.add(new AvgPool(window, countPadding, channelsLast), g)));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] g = inputs.get(0).data();
    Image image = Image.of(call.type(), channelsLast);
    Tensor d = Tensor.zeros(call.type().physicalDims(evaluation.batch()));
    AvgPool.forEachShare(
        window,
        countPadding,
        image,
        d.size() / image.size(),
        (to, from, share) -> d.data()[to] += share * g[from]);
    return d;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call.input(0), window.area());
  }

  @Override
  public void emit(Node call, Emission at) {
    at.kernel(
        CodeBlock.of(
            "kernels.avgPoolSpread($L, $L, $L, $L)",
            window.spec(Image.batch(call.type(), at), Image.of(call.type(), channelsLast)),
            countPadding,
            at.input(0),
            at.output()));
  }
}
