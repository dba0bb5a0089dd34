package dev.netc.compiler.rewrite;

import static dev.netc.compiler.rewrite.Example.assertRewritten;
import static dev.netc.compiler.rewrite.Example.assertUnchanged;

import dev.netc.compiler.op.primitive.ArgMax;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Reshape;
import dev.netc.compiler.op.primitive.Slice;
import dev.netc.compiler.op.primitive.Softmax;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that do nothing, or twice the same, go away. */
class SimplifyTest {

  @Test
  void computesConstantsOnce() {
    assertRewritten(
        new FoldConstants(),
        e -> e.m.unary(Elementwise.SQRT, e.m.constant(Shape.of(3), 4, 9, 16)),
        """
        %0 = constant [2.0, 3.0, 4.0] : f32[3]
        return y = %0
        """);
  }

  @Test
  void squaresInsteadOfPowers() {
    assertRewritten(
        new SimplifyArithmetic(),
        e -> e.m.binary(Elementwise.POW, e.input("x", 3), e.m.number(2)),
        """
        %0 = input x : f32[batch, 3]
        %1 = square %0 : f32[batch, 3]
        return y = %1
        """);
  }

  @Test
  void scalesOnce() {
    assertRewritten(
        new SimplifyArithmetic(),
        e -> e.m.scale(3, e.m.scale(2, e.input("x", 3))),
        """
        %0 = input x : f32[batch, 3]
        %1 = constant [6.0] : f32[]
        %2 = mul %0, %1 : f32[batch, 3]
        return y = %2
        """);
  }

  @Test
  void dropsTwoSigns() {
    assertRewritten(
        new SimplifyArithmetic(),
        e -> e.m.neg(e.m.neg(e.input("x", 3))),
        """
        %0 = input x : f32[batch, 3]
        return y = %0
        """);
  }

  @Test
  void keepsAFactorOfOneThatStretches() {
    assertUnchanged(
        new SimplifyArithmetic(),
        e -> e.m.binary(Elementwise.MUL, e.input("x"), e.m.constant(Shape.of(3), 1)));
  }

  @Test
  void reshapesOnce() {
    assertRewritten(
        new SimplifyShapes(),
        e -> e.m.reshape(e.m.reshape(e.input("x", 3, 4), Shape.of(12)), Shape.of(4, 3)),
        """
        %0 = input x : f32[batch, 3, 4]
        %1 = reshape[4, 3] %0 : f32[batch, 4, 3]
        return y = %1
        """);
  }

  @Test
  void permutesOnce() {
    assertRewritten(
        new SimplifyShapes(),
        e ->
            e.m
                .graph()
                .add(
                    new Permute(List.of(2, 0, 1)),
                    e.m.graph().add(new Permute(List.of(1, 0, 2)), e.input("x", 2, 3, 4))),
        """
        %0 = input x : f32[batch, 2, 3, 4]
        %1 = permute[2, 1, 0] %0 : f32[batch, 4, 3, 2]
        return y = %1
        """);
  }

  @Test
  void transposingARowMovesNothing() {
    assertRewritten(
        new SimplifyShapes(),
        e -> e.m.graph().add(new Permute(List.of(1, 0)), e.input("x", 1, 4)),
        """
        %0 = input x : f32[batch, 1, 4]
        %1 = reshape[4, 1] %0 : f32[batch, 4, 1]
        return y = %1
        """);
  }

  @Test
  void aWholeSliceIsTheTensor() {
    assertRewritten(
        new SimplifyShapes(),
        e -> e.m.graph().add(new Slice(0, 0, 4), e.input("x", 4)),
        """
        %0 = input x : f32[batch, 4]
        return y = %0
        """);
  }

  @Test
  void foldingOneElementIsAReshape() {
    assertRewritten(
        new SimplifyShapes(),
        e -> e.m.reduce(Reduce.Kind.SUM, e.input("x", 4, 1), List.of(1)),
        """
        %0 = input x : f32[batch, 4, 1]
        %1 = reshape[4] %0 : f32[batch, 4]
        return y = %1
        """);
  }

  @Test
  void computesCommonSubexpressionsOnce() {
    assertRewritten(
        new CommonSubexpressions(),
        e -> {
          var x = e.input("x", 3);
          return e.m.mul(e.m.unary(Elementwise.EXP, x), e.m.unary(Elementwise.EXP, x));
        },
        """
        %0 = input x : f32[batch, 3]
        %1 = exp %0 : f32[batch, 3]
        %2 = mul %1, %1 : f32[batch, 3]
        return y = %2
        """);
  }

  @Test
  void drawsRandomNumbersAsOftenAsWritten() {
    Leaf draw =
        new Leaf.Random(Leaf.Random.Distribution.UNIFORM, 0, 1, 7, TensorType.batched(Shape.of(3)));
    assertUnchanged(
        new CommonSubexpressions(), e -> e.m.mul(e.m.graph().add(draw), e.m.graph().add(draw)));
  }

  @Test
  void theMostProbableClassHasTheLargestScore() {
    assertRewritten(
        new SimplifyArgMax(),
        e -> e.m.graph().add(new ArgMax(0), e.m.graph().add(new Softmax(false), e.input("x", 9))),
        """
        %0 = input x : f32[batch, 9]
        %1 = argmax(axis 0) %0 : f32[batch]
        return y = %1
        """);
  }

  @Test
  void dropsAReshapeToTheSameShape() {
    assertRewritten(
        new SimplifyShapes(),
        e -> e.m.graph().add(new Reshape(Shape.of(3)), e.input("x", 3)),
        """
        %0 = input x : f32[batch, 3]
        return y = %0
        """);
  }
}
