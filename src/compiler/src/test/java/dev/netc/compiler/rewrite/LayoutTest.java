package dev.netc.compiler.rewrite;

import static dev.netc.compiler.rewrite.Example.assertRewritten;
import static dev.netc.compiler.rewrite.Example.assertUnchanged;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Broadcast;
import dev.netc.compiler.op.primitive.ColumnVariance;
import dev.netc.compiler.op.primitive.Columns;
import dev.netc.compiler.op.primitive.Concat;
import dev.netc.compiler.op.primitive.Conv;
import dev.netc.compiler.op.primitive.Pad;
import dev.netc.compiler.op.primitive.Permute;
import dev.netc.compiler.op.primitive.Reduce;
import dev.netc.compiler.op.primitive.Slice;
import dev.netc.compiler.op.primitive.Window;
import dev.netc.compiler.type.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images lie with channels last, and exchanges of axes go where there are the fewest. */
class LayoutTest {

  /** An image [8, 4, 6] that lies as [4, 6, 8]. */
  private static Node image(Example e, String name) {
    return e.m.graph().add(new Permute(List.of(2, 0, 1)), e.input(name, 4, 6, 8));
  }

  @Test
  void kernelsGetImagesWithChannelsLast() {
    assertRewritten(
        new ChannelsLast(),
        e ->
            e.m
                .graph()
                .add(
                    new Conv(Window.of(3, 3), 1, false),
                    e.input("x", 3, 6, 6),
                    e.parameter("w", 8, 3, 3, 3)),
        """
        %0 = input x : f32[batch, 3, 6, 6]
        %1 = parameter w : f32[8, 3, 3, 3]
        %2 = permute[1, 2, 0] %0 : f32[batch, 6, 6, 3]
        %3 = conv(3x3, channels last) %2, %1 : f32[batch, 4, 4, 8]
        %4 = permute[2, 0, 1] %3 : f32[batch, 8, 4, 4]
        return y = %4
        """);
  }

  @Test
  void anImageOfOneChannelIsOnlySeenInAnotherWay() {
    assertRewritten(
        new ChannelsLast(),
        e ->
            e.m
                .graph()
                .add(
                    new Conv(Window.of(3, 3), 1, false),
                    e.input("x", 1, 6, 6),
                    e.parameter("w", 1, 1, 3, 3)),
        """
        %0 = input x : f32[batch, 1, 6, 6]
        %1 = parameter w : f32[1, 1, 3, 3]
        %2 = reshape[6, 6, 1] %0 : f32[batch, 6, 6, 1]
        %3 = conv(3x3, channels last) %2, %1 : f32[batch, 4, 4, 1]
        %4 = reshape[1, 4, 4] %3 : f32[batch, 1, 4, 4]
        return y = %4
        """);
  }

  @Test
  void aNumberForEachChannelIsReadInPlace() {
    assertRewritten(
        new SinkThroughElementwise(),
        e -> e.m.mul(image(e, "x"), e.parameter("c", 8, 1, 1)),
        """
        %0 = input x : f32[batch, 4, 6, 8]
        %1 = parameter c : f32[8, 1, 1]
        %2 = reshape[1, 1, 8] %1 : f32[1, 1, 8]
        %3 = mul %0, %2 : f32[batch, 4, 6, 8]
        %4 = permute[2, 0, 1] %3 : f32[batch, 8, 4, 6]
        return y = %4
        """);
  }

  @Test
  void whatLiesWithChannelsFirstIsPermutedInstead() {
    assertRewritten(
        new SinkThroughElementwise(),
        e -> e.m.where(e.input("c", 8, 4, 6), image(e, "x"), e.m.number(0)),
        """
        %0 = input c : f32[batch, 8, 4, 6]
        %1 = input x : f32[batch, 4, 6, 8]
        %2 = constant [0.0] : f32[]
        %3 = permute[1, 2, 0] %0 : f32[batch, 4, 6, 8]
        %4 = where %3, %1, %2 : f32[batch, 4, 6, 8]
        %5 = permute[2, 0, 1] %4 : f32[batch, 8, 4, 6]
        return y = %5
        """);
  }

  @Test
  void anExchangeThatIsNoLayoutStaysWhereNotAllOperandsHaveIt() {
    assertUnchanged(
        new SinkThroughElementwise(),
        e ->
            e.m.add(
                e.m.graph().add(new Permute(List.of(1, 0, 2)), e.input("x", 3, 4, 5)),
                e.input("z", 4, 3, 5)));
  }

  @Test
  void statisticsOfElementsHaveTheOrderOfTheElements() {
    assertRewritten(
        new SinkThroughElementwise(),
        e -> {
          Node x = image(e, "x");
          Node mean = e.parameter("mean", 8, 4, 6);
          return e.m.graph().add(new ColumnVariance(Columns.ELEMENTS), x, mean);
        },
        """
        %0 = input x : f32[batch, 4, 6, 8]
        %1 = parameter mean : f32[8, 4, 6]
        %2 = permute[1, 2, 0] %1 : f32[4, 6, 8]
        %3 = column_variance(ELEMENTS) %0, %2 : f32[4, 6, 8]
        %4 = permute[2, 0, 1] %3 : f32[8, 4, 6]
        return y = %4
        """);
  }

  @Test
  void aMeanOverPositionsLeavesChannelsInOrder() {
    assertRewritten(
        new SinkThroughReduce(),
        e -> e.m.reduce(Reduce.Kind.MEAN, image(e, "x"), List.of(1, 2)),
        """
        %0 = input x : f32[batch, 4, 6, 8]
        %1 = reduce(MEAN, 1..3) %0 : f32[batch, 8]
        return y = %1
        """);
  }

  @Test
  void aSumOverChannelsAndTheBatchLeavesPositions() {
    assertRewritten(
        new SinkThroughReduce(),
        e -> e.m.graph().add(new Reduce(Reduce.Kind.SUM, 0, 2), image(e, "x")),
        """
        %0 = input x : f32[batch, 4, 6, 8]
        %1 = reduce(SUM, 3..4) %0 : f32[batch, 4, 6]
        %2 = reduce(SUM, 0..1) %1 : f32[4, 6]
        return y = %2
        """);
  }

  @Test
  void channelsAreJoinedWhereTheyLie() {
    assertRewritten(
        new SinkThroughParts(),
        e -> e.m.graph().add(new Concat(0), image(e, "x"), image(e, "z")),
        """
        %0 = input x : f32[batch, 4, 6, 8]
        %1 = input z : f32[batch, 4, 6, 8]
        %2 = concat(axis 2) %0, %1 : f32[batch, 4, 6, 16]
        %3 = permute[2, 0, 1] %2 : f32[batch, 16, 4, 6]
        return y = %3
        """);
  }

  @Test
  void imagesAreCutAndPaddedWhereTheyLie() {
    assertRewritten(
        new SinkThroughParts(),
        e -> e.m.graph().add(new Pad(2, 1, 1), e.m.graph().add(new Slice(1, 1, 3), image(e, "x"))),
        """
        %0 = input x : f32[batch, 4, 6, 8]
        %1 = slice(axis 0, 1..3) %0 : f32[batch, 2, 6, 8]
        %2 = pad(axis 1, 1, 1) %1 : f32[batch, 2, 8, 8]
        %3 = permute[2, 0, 1] %2 : f32[batch, 8, 2, 8]
        return y = %3
        """);
  }

  @Test
  void pixelsAreRepeatedWhereTheyLie() {
    assertRewritten(
        Rewrite.first(List.of(new SinkThroughParts(), new SinkThroughReshape())),
        e -> {
          Node apart = e.m.reshape(image(e, "x"), Shape.of(8, 4, 1, 6, 1));
          Node rows = e.m.graph().add(new Broadcast(false, 2, List.of(2)), apart);
          Node twice = e.m.graph().add(new Broadcast(false, 4, List.of(2)), rows);
          return e.m.reshape(twice, Shape.of(8, 8, 12));
        },
        """
        %0 = input x : f32[batch, 4, 6, 8]
        %1 = reshape[4, 1, 6, 1, 8] %0 : f32[batch, 4, 1, 6, 1, 8]
        %2 = broadcast(1: [2]) %1 : f32[batch, 4, 2, 6, 1, 8]
        %3 = broadcast(3: [2]) %2 : f32[batch, 4, 2, 6, 2, 8]
        %4 = reshape[8, 12, 8] %3 : f32[batch, 8, 12, 8]
        %5 = permute[2, 0, 1] %4 : f32[batch, 8, 8, 12]
        return y = %5
        """);
  }

  @Test
  void channelsAreGroupedWhereTheyLie() {
    assertRewritten(
        new SinkThroughReshape(),
        e -> e.m.reshape(image(e, "x"), Shape.of(2, 4, 4, 6)),
        """
        %0 = input x : f32[batch, 4, 6, 8]
        %1 = reshape[4, 6, 2, 4] %0 : f32[batch, 4, 6, 2, 4]
        %2 = permute[2, 3, 0, 1] %1 : f32[batch, 2, 4, 4, 6]
        return y = %2
        """);
  }

  @Test
  void aFlatImageHasItsChannelsFirst() {
    assertUnchanged(new SinkThroughReshape(), e -> e.m.reshape(image(e, "x"), Shape.of(8 * 4 * 6)));
  }

  @Test
  void axesAreExchangedBeforeNumbersAreRepeated() {
    assertRewritten(
        new HoistPermutes(),
        e -> {
          Node channels = e.m.reshape(e.input("x", 8), Shape.of(8, 1, 1));
          Node image = e.m.graph().add(new Broadcast(false, 1, List.of(4, 6)), channels);
          return e.m.graph().add(new Permute(List.of(1, 2, 0)), image);
        },
        """
        %0 = input x : f32[batch, 8]
        %1 = reshape[8, 1, 1] %0 : f32[batch, 8, 1, 1]
        %2 = reshape[1, 1, 8] %1 : f32[batch, 1, 1, 8]
        %3 = broadcast(0: [4, 6]) %2 : f32[batch, 4, 6, 8]
        return y = %3
        """);
  }

  @Test
  void twoExchangesMeetAcrossAChangeOfShape() {
    assertRewritten(
        new HoistPermutes(),
        e -> {
          Node blocks =
              e.m.graph().add(new Permute(List.of(4, 1, 3, 0, 2)), e.input("x", 4, 2, 3, 2, 5));
          Node deep = e.m.reshape(blocks, Shape.of(20, 4, 3));
          return e.m.graph().add(new Permute(List.of(1, 2, 0)), deep);
        },
        """
        %0 = input x : f32[batch, 4, 2, 3, 2, 5]
        %1 = permute[0, 2, 4, 1, 3] %0 : f32[batch, 4, 3, 5, 2, 2]
        %2 = reshape[4, 3, 20] %1 : f32[batch, 4, 3, 20]
        return y = %2
        """);
  }

  @Test
  void neighbouringAxesAreFoldedInOneGo() {
    assertRewritten(
        new MergeReductions(),
        e ->
            e.m.reduceBatch(
                Reduce.Kind.SUM, e.m.reduce(Reduce.Kind.SUM, e.input("x", 4, 6, 8), List.of(0, 1))),
        """
        %0 = input x : f32[batch, 4, 6, 8]
        %1 = reduce(SUM, 0..3) %0 : f32[8]
        return y = %1
        """);
  }

  @Test
  void axesApartAreFoldedOneAfterTheOther() {
    assertUnchanged(
        new MergeReductions(),
        e ->
            e.m.reduceBatch(
                Reduce.Kind.SUM, e.m.reduce(Reduce.Kind.SUM, e.input("x", 4, 6), List.of(1))));
    assertUnchanged(
        new MergeReductions(),
        e ->
            e.m.reduce(
                Reduce.Kind.MAX,
                e.m.reduce(Reduce.Kind.SUM, e.input("x", 4, 6), List.of(1)),
                List.of(0)));
  }
}
