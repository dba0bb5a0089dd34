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
 * Local response normalisation across channels: {@code y_c = x_c / s_c^β} with {@code s_c = k + α /
 * size · Σ x_j²} over the channels j that are at most size / 2 away from c. Source: Krizhevsky et
 * al., ImageNet Classification with Deep Convolutional Neural Networks, 2012, 3.3; their α is this
 * one divided by size.
 *
 * @param size how many channels count, odd
 * @param channelsLast whether images are [height, width, channels]
 */
public record Lrn(int size, double alpha, double beta, double k, boolean channelsLast)
    implements Spatial {
  public Lrn {
    if (size < 1 || size % 2 == 0) {
      throw new IllegalStateException("normalisation over " + size + " channels");
    }
  }

  @Override
  public String mnemonic() {
    return "lrn(%s)".formatted(shown());
  }

  String shown() {
    return "%d, %s, %s, %s%s"
        .formatted(size, alpha, beta, k, channelsLast ? ", channels last" : "");
  }

  @Override
  public Primitive withChannelsLast() {
    return new Lrn(size, alpha, beta, k, true);
  }

  @Override
  public boolean isImage(int operand) {
    return true;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return inputs.get(0).with(Image.of(inputs.get(0), channelsLast).shape());
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    return List.of(Optional.of(graph.add(new LrnGradient(this), call.input(0), g)));
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    double[] s = scales(Image.of(call.type(), channelsLast), x);
    Tensor y = Tensor.zeros(inputs.get(0).dims());
    for (int i = 0; i < x.length; i++) {
      y.data()[i] = x[i] * Math.pow(s[i], -beta);
    }
    return y;
  }

  /** s for each value of x. */
  double[] scales(Image image, double[] x) {
    double[] squares = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      squares[i] = x[i] * x[i];
    }
    double[] s = sums(image, squares);
    for (int i = 0; i < s.length; i++) {
      s[i] = k + alpha / size * s[i];
    }
    return s;
  }

  /** For each value the sum over the channels that are at most size / 2 away. */
  double[] sums(Image image, double[] x) {
    double[] sums = new double[x.length];
    for (int n = 0; n < x.length / image.size(); n++) {
      for (int position = 0; position < image.area(); position++) {
        for (int c = 0; c < image.channels(); c++) {
          int last = Math.min(image.channels() - 1, c + size / 2);
          for (int j = Math.max(0, c - size / 2); j <= last; j++) {
            sums[image.at(n, c, position)] += x[image.at(n, j, position)];
          }
        }
      }
    }
    return sums;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call, 2L * size + 3);
  }

  @Override
  public void emit(Node call, Emission at) {
    at.kernel(
        CodeBlock.of("kernels.lrn($L, $L, $L)", spec(call.type(), at), at.input(0), at.output()));
  }

  /** The normalisation of a batch as the runtime's kernels take it. */
  CodeBlock spec(TensorType type, Emission at) {
    Image image = Image.of(type, channelsLast);
    return CodeBlock.of(
        "new $T($L, $L, $L, $L, $L, $L)",
        RuntimeNames.LRN_SPEC,
        at.size(type.batched(), image.area()),
        image.channels(),
        size,
        alpha,
        beta,
        k);
  }
}
