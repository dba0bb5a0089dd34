package dev.netc.compiler.rewrite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.ir.Graph;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gradients of whole random graphs, with branches that meet again, values that several read and
 * four results, against central differences in float64.
 */
class RandomGradientTest {
  private static final int GRAPHS = 8;
  private static final int OPERATIONS = 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 37})
  void gradientsOfGraphsOfImagesAgree(int batch) {
    check(seed -> RandomGraph.ofImages(1000L * batch + seed, OPERATIONS), batch);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void gradientsOfOtherGraphsAgree(int batch) {
    check(seed -> RandomGraph.of(1000L * batch + seed, OPERATIONS), batch);
  }

  private static void check(LongFunction<Graph> graphs, int batch) {
    int tried = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      tried += new GraphSlopes(graphs.apply(seed), batch, seed).check();
    }
    assertTrue(tried > 10 * GRAPHS, "only " + tried + " slopes could be tried");
  }
}
