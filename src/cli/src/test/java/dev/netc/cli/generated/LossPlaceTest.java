package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.engine.CompiledNets;
import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loss of a step is that before its update, wherever it lies in memory. */
class LossPlaceTest {
  /** It is the parameter itself, and its own gradient. */
  @ParameterizedTest
  @CsvSource({
    "output y = p, optimizer sgd(lr = 0.1), 0.5",
    "output y = exp(p), optimizer sgd(lr = 0.1)  clip gradients 0.01, 1.6487213"
  })
  void isTheOneBeforeTheUpdate(String output, String optimizer, double loss) {
    String program =
        """
        data rows = table { x = [0] }

        net N {
            input x []
            param p [] = constant(0.5)
            %s
        }

        train T {
            net       N
            data      rows
            minimize  y
            %s
            batch     1
            steps     1
        }
        """
            .formatted(output, optimizer);
    Checked checked = Checker.check(Source.of("n.net", program), Imports.NONE, Schemas.NONE);
    assertTrue(!checked.hasErrors(), () -> Report.of(checked.diagnostics()));
    try (CompiledNets nets = new CompiledNets(Kernels.best());
        TrainedNet net =
            (TrainedNet) nets.make(Lower.train(checked.program().trains().get("T")), 1, 1)) {
      Batch batch = new Batch(1, Map.of("x", new float[] {0}));
      assertEquals(loss, net.step(batch, 0.1, 1), 1e-6);
      assertTrue(net.parameters().get(0).get().floats()[0] < 0.5);
    }
  }
}
