package dev.netc.cli.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.cli.engine.CompiledNets;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.CompiledNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is offered for predictions from several threads: an instance for each thread, made of the
 * first one, whose parameters they share.
 */
class SharedPredictorTest {
  private static final int THREADS = 8;
  private static final int PREDICTIONS = 400;
  private static final int SIZE = 36;

  private static final String PROGRAM =
      """
      net Small {
          input x [1, 6, 6]
          a = x -> conv(3, 3) -> relu -> maxpool(2)
          output y = a -> flatten -> dense(20) -> tanh -> dense(3) -> softmax
      }
      """;

  private static float[] input(int number) {
    float[] x = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      x[i] = (float) Math.sin(number * 31 + i);
    }
    return x;
  }

  private static float[] answer(CompiledNet net, int number) {
    net.set("x", input(number));
    net.run();
    return net.get("y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"portable", "auto"})
  void instancesThatShareParametersAnswerAtTheSameTime(String kernels) throws Exception {
    try (CompiledNets nets = new CompiledNets(Kernels.named(kernels));
        CompiledNet first =
            nets.make(
                Lower.net(
                    Checker.check(
                            Source.of("small.net", PROGRAM),
                            (path, from) -> Optional.empty(),
                            Schemas.NONE)
                        .program()
                        .networks()
                        .get("Small")),
                1,
                5)) {
      List<float[]> alone = new ArrayList<>();
      for (int i = 0; i < PREDICTIONS; i++) {
        alone.add(answer(first, i));
      }
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        CompiledNet net =
            first.getClass().getConstructor(int.class, first.getClass()).newInstance(1, first);
        Thread thread =
            new Thread(
                () -> {
                  try (net) {
                    for (int i = 0; i < PREDICTIONS; i++) {
                      assertArrayEquals(alone.get(i), answer(net, i));
                    }
                  }
                });
        thread.setUncaughtExceptionHandler((at, e) -> failures.add(e));
        threads.add(thread);
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(List.of(), List.copyOf(failures));
    }
  }
}
