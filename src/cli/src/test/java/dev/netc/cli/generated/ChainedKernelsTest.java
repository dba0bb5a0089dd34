package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.engine.CompiledNets;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.CompiledNet;
import dev.netc.runtime.net.KernelWatch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Kernels of a net whose pieces threads take across layers. */
class ChainedKernelsTest {
  private static final int SIZE = 28 * 28;

  private static final String PROGRAM =
      """
      net Eye {
          input image [1, 28, 28]
          a = image -> conv(16, 3, pad = 1) -> relu -> conv(16, 3, pad = 1) -> maxpool(2) -> relu
          b = a -> conv(64, 3, pad = 1) -> tanh
          c = (b -> conv(64, 3, pad = 1)) + b
          output y = c -> relu -> maxpool(2) -> conv(24, 3) -> flatten -> dense(7) -> softmax
      }
      """;

  private static CompiledNet net(CompiledNets nets, int batch) {
    return net(nets, PROGRAM, batch);
  }

  private static CompiledNet net(CompiledNets nets, String text, int batch) {
    Source source = Source.of("eye.net", text);
    var program = Checker.check(source, Imports.NONE, Schemas.NONE).program();
    return nets.make(Lower.net(program.networks().get("Eye")), batch, 5);
  }

  private static float[] images(int rows) {
    float[] values = new float[rows * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(0.37 * i);
    }
    return values;
  }

  private static float[] predicted(CompiledNet net, float[] images) throws Exception {
    return (float[]) net.getClass().getMethod("y", float[].class).invoke(net, images);
  }

  /** A watched kernel is none that a chain knows, so each waits for the one before. */
  private static float[] unchained(CompiledNet net, float[] images) throws Exception {
    net.watch((work, kernel) -> new Watched(kernel, new AtomicInteger()));
    return predicted(net, images);
  }

  private record Watched(Kernel kernel, AtomicInteger runs) implements Kernel {
    @Override
    public void prepare() {
      kernel.prepare();
    }

    @Override
    public void run() {
      runs.incrementAndGet();
      kernel.run();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 37})
  void theBitsAreThoseOfOneKernelAfterTheOther(int batch) throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.best());
        CompiledNet chained = net(nets, batch);
        CompiledNet unchained = net(nets, batch)) {
      float[] expected = unchained(unchained, images(batch));
      for (int i = 0; i < 300; i++) {
        assertArrayEquals(expected, predicted(chained, images(batch)), "run " + i);
      }
    }
  }

  /** So what {@code netc bench} measures while its clocks rest is what other commands run. */
  @Test
  void whoDoesNotWatchForAWhileSeesNoKernel() throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.best());
        CompiledNet net = net(nets, 1)) {
      AtomicInteger runs = new AtomicInteger();
      AtomicBoolean watching = new AtomicBoolean();
      net.watch(
          new KernelWatch() {
            @Override
            public Kernel watched(Work work, Kernel kernel) {
              return new Watched(kernel, runs);
            }

            @Override
            public boolean isWatching() {
              return watching.get();
            }
          });
      float[] first = predicted(net, images(1));
      assertEquals(0, runs.get());
      watching.set(true);
      assertArrayEquals(first, predicted(net, images(1)));
      assertTrue(runs.get() >= 10);
    }
  }

  @Test
  void damagedNumbersGoTheSameWay() throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.best());
        CompiledNet chained = net(nets, 1);
        CompiledNet unchained = net(nets, 1)) {
      float[] images = images(1);
      float[] whole = predicted(chained, images);
      images[300] = Float.POSITIVE_INFINITY;
      assertArrayEquals(unchained(unchained, images), predicted(chained, images));
      assertArrayEquals(whole, predicted(chained, images(1)));
    }
  }

  @Test
  void weightsThatMayChangeAtAnyTimeAreReadAnew() throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.best());
        CompiledNet net = net(nets, 1)) {
      float[] before = predicted(net, images(1));
      INDArray weights = net.parameter("a.conv[1].weight");
      weights.muli(0.5);
      float[] after = predicted(net, images(1));
      assertFalse(Arrays.equals(before, after));
      weights.muli(2);
      assertArrayEquals(before, predicted(net, images(1)));
    }
  }

  /** A net whose only output is its input, one whose input other kernels read as well. */
  @Test
  void anInputThatIsGivenOutIsTheArrays() throws Exception {
    for (String program :
        List.of(
            "net Eye { input image [1, 28, 28]  output y = image -> flatten }",
            """
            net Eye {
                input image [1, 28, 28]
                output z = image -> flatten -> dense(10)
                output y = image -> flatten
            }
            """)) {
      try (CompiledNets nets = new CompiledNets(Kernels.best());
          CompiledNet net = net(nets, program, 2)) {
        net.set("image", new float[2 * SIZE]);
        float[] images = images(5);
        assertArrayEquals(images, predicted(net, images));
        INDArray given = Nd4j.createFromArray(images(5)).muli(2);
        INDArray y = (INDArray) net.getClass().getMethod("y", INDArray.class).invoke(net, given);
        assertArrayEquals(given.data().asFloat(), y.dup('c').data().asFloat());
      }
    }
  }

  private static final String CLASSIFIER =
      "net Eye { input image [784]  output y = image -> dense(50) -> relu -> dense(10) }";

  /** Many rows, 50 columns: weights in layouts of their own, before and after they change. */
  @Test
  void manyRowsGiveWhatFewGive() throws Exception {
    float[] images = images(256);
    try (CompiledNets nets = new CompiledNets(Kernels.best());
        CompiledNet many = net(nets, CLASSIFIER, 256);
        CompiledNet few = net(nets, CLASSIFIER, 32)) {
      assertArrayEquals(predicted(few, images), predicted(many, images), 1e-4f);
      many.parameter("y.dense[0].weight").muli(0.5);
      few.parameter("y.dense[0].weight").muli(0.5);
      assertArrayEquals(predicted(few, images), predicted(many, images), 1e-4f);
    }
  }

  @Test
  void aBadNumberOfAnArrayIsFound() throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.best());
        CompiledNet net = net(nets, CLASSIFIER, 2)) {
      INDArray images = Nd4j.createFromArray(images(2));
      Method y = net.getClass().getMethod("y", INDArray.class);
      y.invoke(net, images);
      assertEquals(Optional.empty(), net.firstBadValue());
      images.putScalar(3, Float.NaN);
      y.invoke(net, images);
      assertEquals(Optional.of("input image"), net.firstBadValue());
      net.set("image", images(2));
      net.run();
      assertEquals(Optional.empty(), net.firstBadValue());
    }
  }

  @Test
  void aResultIsNotWrittenWhereAnInputLies() throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.best());
        CompiledNet net = net(nets, CLASSIFIER, 2)) {
      INDArray memory = Nd4j.createFromArray(images(2));
      INDArray into = memory.get(NDArrayIndex.interval(7, 27));
      Method y = net.getClass().getMethod("y", INDArray.class, INDArray.class);
      InvocationTargetException thrown =
          assertThrows(InvocationTargetException.class, () -> y.invoke(net, memory, into));
      assertEquals("y cannot be written where input image lies", thrown.getCause().getMessage());
      memory.close();
      InvocationTargetException closed =
          assertThrows(
              InvocationTargetException.class,
              () -> y.invoke(net, memory, Nd4j.zeros(DataType.FLOAT, 20)));
      assertEquals("an array that has been closed has no values", closed.getCause().getMessage());
    }
  }
}
