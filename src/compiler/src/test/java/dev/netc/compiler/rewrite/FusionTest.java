package dev.netc.compiler.rewrite;

import static dev.netc.compiler.rewrite.Example.assertRewritten;
import static dev.netc.compiler.rewrite.Example.assertUnchanged;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Conv;
import dev.netc.compiler.op.primitive.ConvInput;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Linear;
import dev.netc.compiler.op.primitive.MaxPool;
import dev.netc.compiler.op.primitive.Window;
import org.junit.jupiter.api.Test;

/** Several operations become one kernel. */
class FusionTest {

  private static Node product(Example e) {
    return e.m.graph().add(new Linear(false), e.input("x", 3), e.parameter("w", 3, 4));
  }

  @Test
  void addsBiasAndActivationToAProduct() {
    assertRewritten(
        new FuseAffine(),
        e -> e.m.unary(Elementwise.RELU, e.m.add(product(e), e.parameter("b", 4))),
        """
        %0 = input x : f32[batch, 3]
        %1 = parameter w : f32[3, 4]
        %2 = parameter b : f32[4]
        %3 = linear(w, bias, RELU) %0, %1, %2 : f32[batch, 4]
        return y = %3
        """);
  }

  private static Node convolution(Example e) {
    Conv conv = new Conv(Window.of(1, 1), 1, true);
    return e.m.graph().add(conv, e.input("x", 4, 4, 3), e.parameter("w", 8, 3, 1, 1));
  }

  @Test
  void addsBiasAndShortcutAndActivationToAConvolution() {
    assertRewritten(
        new FuseAffine(),
        e -> {
          Node sum = e.m.add(convolution(e), e.parameter("b", 1, 1, 8));
          return e.m.unary(Elementwise.RELU, e.m.add(e.input("z", 4, 4, 8), sum));
        },
        """
        %0 = input x : f32[batch, 4, 4, 3]
        %1 = parameter w : f32[8, 3, 1, 1]
        %2 = parameter b : f32[1, 1, 8]
        %3 = reshape[8] %2 : f32[8]
        %4 = input z : f32[batch, 4, 4, 8]
        %5 = conv(1x1, channels last, bias, residual, RELU) %0, %1, %3, %4 : f32[batch, 4, 4, 8]
        return y = %5
        """);
  }

  @Test
  void addsABiasAfterAShortcut() {
    assertRewritten(
        new FuseAffine(),
        e -> e.m.add(e.m.add(convolution(e), e.input("z", 4, 4, 8)), e.parameter("b", 8)),
        """
        %0 = input x : f32[batch, 4, 4, 3]
        %1 = parameter w : f32[8, 3, 1, 1]
        %2 = input z : f32[batch, 4, 4, 8]
        %3 = parameter b : f32[8]
        %4 = conv(1x1, channels last, bias, residual) %0, %1, %3, %2 : f32[batch, 4, 4, 8]
        return y = %4
        """);
  }

  @Test
  void addsBiasAndActivationToATransposedConvolution() {
    assertRewritten(
        new FuseAffine(),
        e -> {
          ConvInput op = new ConvInput(Window.of(2, 2).stride(2, 2), 1, true, 8, 8);
          Node up = e.m.graph().add(op, e.input("x", 4, 4, 3), e.parameter("w", 3, 5, 2, 2));
          return e.m.unary(Elementwise.TANH, e.m.add(up, e.parameter("b", 5)));
        },
        """
        %0 = input x : f32[batch, 4, 4, 3]
        %1 = parameter w : f32[3, 5, 2, 2]
        %2 = parameter b : f32[5]
        %3 = conv_input(2x2 stride 2x2, channels last, to 8x8, bias, TANH) %0, %1, %2 : \
        f32[batch, 8, 8, 5]
        return y = %3
        """);
  }

  private static Node maximum(Example e, boolean channelsLast) {
    MaxPool pool = new MaxPool(Window.of(2, 2).stride(2, 2), channelsLast);
    return e.m.graph().add(pool, e.input("x", 4, 4, 4));
  }

  @Test
  void addsAnActivationToAMaximum() {
    assertRewritten(
        new FuseAffine(),
        e -> e.m.unary(Elementwise.RELU, maximum(e, true)),
        """
        %0 = input x : f32[batch, 4, 4, 4]
        %1 = max_pool(2x2 stride 2x2, channels last, RELU) %0 : f32[batch, 2, 2, 4]
        return y = %1
        """);
    assertUnchanged(new FuseAffine(), e -> e.m.unary(Elementwise.RELU, maximum(e, false)));
    assertUnchanged(
        new FuseAffine(),
        e -> {
          Node maximum = maximum(e, true);
          return e.m.mul(e.m.unary(Elementwise.RELU, maximum), maximum);
        });
    assertUnchanged(new FuseAffine(), e -> e.m.add(maximum(e, true), e.parameter("b", 4)));
  }

  @Test
  void keepsASumOfOtherShapeThanTheConvolution() {
    assertUnchanged(new FuseAffine(), e -> e.m.add(convolution(e), e.input("z", 4, 4, 1)));
    assertUnchanged(new FuseAffine(), e -> e.m.add(convolution(e), e.parameter("column", 1, 4, 1)));
  }

  @Test
  void keepsAProductThatIsReadTwice() {
    assertUnchanged(
        new FuseAffine(),
        e -> {
          Node product = product(e);
          return e.m.mul(e.m.add(product, e.parameter("b", 4)), product);
        });
  }

  @Test
  void keepsASumThatIsNoBias() {
    assertUnchanged(new FuseAffine(), e -> e.m.add(product(e), e.input("z", 4)));
  }

  @Test
  void mergesElementwiseOperationsAndNumbers() {
    assertRewritten(
        new FuseElementwise(),
        e ->
            e.m.unary(
                Elementwise.RELU, e.m.add(e.m.scale(0.5, e.input("x", 40)), e.parameter("b", 40))),
        """
        %0 = input x : f32[batch, 40]
        %1 = parameter b : f32[40]
        %2 = fused{mul[in1, 0.5]; add[t0, in0]; relu[t1]} %1, %0 : f32[batch, 40]
        return y = %2
        """);
  }

  @Test
  void keepsAValueThatIsReadTwice() {
    assertUnchanged(
        new FuseElementwise(),
        e -> {
          Node a = e.m.neg(e.input("x", 40));
          Node b = e.m.graph().add(new Linear(false), a, e.parameter("w", 40, 40));
          return e.m.add(b, a);
        });
  }

  @Test
  void keepsTheKernelsOfTranscendentalFunctions() {
    assertUnchanged(
        new FuseElementwise(),
        e -> e.m.add(e.m.unary(Elementwise.EXP, e.input("x", 40)), e.input("z", 40)));
  }

  @Test
  void mergesTranscendentalFunctionsOfFewNumbers() {
    assertRewritten(
        new FuseElementwise(),
        e -> e.m.add(e.m.unary(Elementwise.EXP, e.input("x", 4)), e.input("z", 4)),
        """
        %0 = input x : f32[batch, 4]
        %1 = input z : f32[batch, 4]
        %2 = fused{exp[in1]; add[t0, in0]} %1, %0 : f32[batch, 4]
        return y = %2
        """);
  }
}
