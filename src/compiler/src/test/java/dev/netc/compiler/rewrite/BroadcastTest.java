package dev.netc.compiler.rewrite;

import static dev.netc.compiler.rewrite.Example.assertRewritten;
import static dev.netc.compiler.rewrite.Example.assertUnchanged;

import dev.netc.compiler.op.primitive.SoftmaxCrossEntropy;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import org.junit.jupiter.api.Test;

/** Repeating happens late, and only where a loop cannot do it. */
class BroadcastTest {

  @Test
  void aColumnIsBroadcastBeforeALoop() {
    assertRewritten(
        new LegalizeBroadcasts(),
        e -> e.m.mul(e.input("x", 3, 4), e.input("c", 3, 1)),
        """
        %0 = input x : f32[batch, 3, 4]
        %1 = input c : f32[batch, 3, 1]
        %2 = broadcast(1: [4]) %1 : f32[batch, 3, 4]
        %3 = mul %0, %2 : f32[batch, 3, 4]
        return y = %3
        """);
  }

  @Test
  void aLoopReadsRowsAndNumbersInPlace() {
    assertUnchanged(
        new LegalizeBroadcasts(),
        e ->
            e.m.add(
                e.m.mul(e.input("x", 3, 4), e.parameter("row", 1, 4)), e.parameter("number", 1)));
  }

  @Test
  void aNumberForEachSampleIsBroadcast() {
    assertRewritten(
        new LegalizeBroadcasts(),
        e -> e.m.mul(e.input("x", 4), e.m.reshape(e.input("s"), Shape.of(1))),
        """
        %0 = input x : f32[batch, 4]
        %1 = input s : f32[batch]
        %2 = reshape[1] %1 : f32[batch, 1]
        %3 = broadcast(0: [4]) %2 : f32[batch, 4]
        %4 = mul %0, %3 : f32[batch, 4]
        return y = %4
        """);
  }

  @Test
  void anOperationStretchesItsOperandItself() {
    assertRewritten(
        new AbsorbBroadcasts(),
        e -> {
          var x = e.input("x", 4);
          return e.m.mul(x, e.m.broadcastTo(e.parameter("row", 4), x.type()));
        },
        """
        %0 = input x : f32[batch, 4]
        %1 = parameter row : f32[4]
        %2 = mul %0, %1 : f32[batch, 4]
        return y = %2
        """);
  }

  @Test
  void theGradientOfEntropyTakesOneNumberForAllRows() {
    assertRewritten(
        new AbsorbBroadcasts(),
        e ->
            e.m
                .graph()
                .add(
                    new SoftmaxCrossEntropy.Gradient(true),
                    e.input("x", 4),
                    e.input("t", 4),
                    e.m.broadcastTo(e.m.number(0.5), TensorType.batched(Shape.SCALAR))),
        """
        %0 = input x : f32[batch, 4]
        %1 = input t : f32[batch, 4]
        %2 = constant [0.5] : f32[]
        %3 = softmax_cross_entropy_gradient(dense) %0, %1, %2 : f32[batch, 4]
        return y = %3
        """);
  }

  @Test
  void computesBeforeRepeating() {
    assertRewritten(
        new HoistBroadcasts(),
        e -> e.m.neg(e.m.broadcastTo(e.parameter("row", 4), TensorType.batched(Shape.of(4)))),
        """
        %0 = parameter row : f32[4]
        %1 = neg %0 : f32[4]
        %2 = broadcast(batch) %1 : f32[batch, 4]
        return y = %2
        """);
  }
}
