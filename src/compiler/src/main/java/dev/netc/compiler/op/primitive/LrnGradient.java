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
 * The gradient of {@link Lrn} by its image: {@code d = g · s^-β - 2αβ / size · x · W(g · x ·
 * s^(-β-1))}, where W sums over neighbouring channels. The operands are x and g.
 */
public record LrnGradient(Lrn lrn) implements Spatial {
  @Override
  public String mnemonic() {
    return "lrn_gradient(%s)".formatted(lrn.shown());
  }

  @Override
  public boolean channelsLast() {
    return lrn.channelsLast();
  }

  @Override
  public Primitive withChannelsLast() {
    return new LrnGradient((Lrn) lrn.withChannelsLast());
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
    return lrn.type(inputs);
  }

  // With p = s^-β, q = s^(-β-1), a = 2αβ/size, and v the gradient by d; W is its own transpose:
  // by g   v·p - a·x·q·W(v·x)
  // by s   -β·v·g·q + a·(β+1)·g·x·q/s·W(v·x)
  // by x   -a·(g·q·W(v·x) + v·W(g·x·q)) + 2α/size · x·W(by s)
  @Override
  public List<Optional<Node>> gradient(Node call, Node v, GraphBuilder graph) {
    Algebra m = new Algebra(graph);
    Node x = call.input(0);
    Node g = call.input(1);
    double share = lrn.alpha() / lrn.size();
    double a = 2 * share * lrn.beta();
    Node s = m.add(m.scale(share, sums(m, m.square(x))), m.number(lrn.k()));
    Node p = m.binary(Elementwise.POW, s, m.number(-lrn.beta()));
    Node q = m.div(p, s);
    Node u = sums(m, m.mul(v, x));
    Node byG = m.sub(m.mul(v, p), m.scale(a, m.mul(m.mul(x, q), u)));
    Node gq = m.mul(g, q);
    Node byS =
        m.sub(
            m.scale(a * (lrn.beta() + 1), m.mul(m.mul(gq, x), m.div(u, s))),
            m.scale(lrn.beta(), m.mul(v, gq)));
    Node direct = m.add(m.mul(gq, u), m.mul(v, sums(m, m.mul(gq, x))));
    Node byX = m.sub(m.scale(2 * share, m.mul(x, sums(m, byS))), m.scale(a, direct));
    return List.of(Optional.of(byX), Optional.of(byG));
  }

  /** W as a pool over an image of one channel whose columns or rows are the channels. */
  private Node sums(Algebra m, Node x) {
    Image image = Image.of(x.type(), lrn.channelsLast());
    int half = lrn.size() / 2;
    Shape shape =
        lrn.channelsLast()
            ? Shape.of(1, image.area(), image.channels())
            : Shape.of(1, image.channels(), image.area());
    Window window =
        lrn.channelsLast()
            ? Window.of(1, lrn.size()).pad(0, half, 0, half)
            : Window.of(lrn.size(), 1).pad(half, 0, half, 0);
    Node means = m.graph().add(new AvgPool(window, true, false), m.reshape(x, shape));
    return m.reshape(m.scale(lrn.size(), means), x.type().shape());
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    double[] x = inputs.get(0).data();
    double[] g = inputs.get(1).data();
    Image image = Image.of(call.type(), lrn.channelsLast());
    double[] s = lrn.scales(image, x);
    double[] products = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      products[i] = g[i] * x[i] * Math.pow(s[i], -lrn.beta() - 1);
    }
    double[] sums = lrn.sums(image, products);
    Tensor d = Tensor.zeros(inputs.get(0).dims());
    double a = 2 * lrn.alpha() * lrn.beta() / lrn.size();
    for (int i = 0; i < x.length; i++) {
      d.data()[i] = g[i] * Math.pow(s[i], -lrn.beta()) - a * x[i] * sums[i];
    }
    return d;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call, 3L * lrn.size() + 8);
  }

  @Override
  public void emit(Node call, Emission at) {
    at.kernel(
        CodeBlock.of(
            "kernels.lrnGradient($L, $L, $L, $L)",
            lrn.spec(call.type(), at),
            at.input(0),
            at.input(1),
            at.output()));
  }
}
