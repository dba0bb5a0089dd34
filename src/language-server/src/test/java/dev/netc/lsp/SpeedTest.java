package dev.netc.lsp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.source.Source;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an edit costs grows with the text, not with its square. */
class SpeedTest {
  private static final String BLOCK =
      """
      net Block%1$d(units = 20) {
          input x [64]
          h1 = x -> dense(units) -> relu -> dense(32) -> tanh
          output y = softmax(h1 * 2 -> dense(10))
      }

      test "t%1$d" { expect %1$d + 1 == 1 + %1$d }

      net Same { input x [2]  y = unknown + x  output x }

      """;

  @Test
  void costsAreLinear() {
    Workspace workspace = new Workspace(Map.of());
    cost(workspace, 100);
    long small = Long.MAX_VALUE;
    long large = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      small = Math.min(small, cost(workspace, 50));
      large = Math.min(large, cost(workspace, 200));
    }
    long limit = 4 * 3 * small;
    assertTrue(large < limit, large + " ns for four times the text, " + small + " ns for it");
  }

  /** The time of this thread for an analysis and all that is asked of it. */
  private static long cost(Workspace workspace, int blocks) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < blocks; i++) {
      text.append(BLOCK.formatted(i));
    }
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Analysis analysis = workspace.analyse(Source.of("untitled:a", text.toString()), Map.of());
    Colours.of(analysis);
    Outline.symbols(analysis);
    Completions.at(analysis, text.indexOf("relu"));
    Hovers.at(analysis, text.indexOf("relu"));
    return threads.getCurrentThreadCpuTime() - start;
  }
}
