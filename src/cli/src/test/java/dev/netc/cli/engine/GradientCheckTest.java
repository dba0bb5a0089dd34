package dev.netc.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.source.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
  private static double worst(String weight, String loss) {
    String program =
        """
        net N {
            param w [3] = %s
            output y = %s
        }
        train T { net N  minimize y  optimizer sgd(lr = 0.1)  steps 1 }
        """
            .formatted(weight, loss);
    Checked checked =
        Checker.check(
            Source.of("kink.net", program), (path, from) -> Optional.empty(), Schemas.NONE);
    assertFalse(checked.hasErrors(), () -> Report.of(checked.diagnostics()));
    return new GradientCheck(checked.program().trains().get("T"), Optional.empty()).worstRelative();
  }

  @Test
  void aRightGradientDiffersByRoundingOnly() {
    assertEquals(0, worst("[0.5, -1, 2]", "sum(tanh(w) * w)"), 1e-8);
  }

  /** Central differences of 1e-4 reach across the place where ReLU or a maximum changes sides. */
  @Test
  void nextToAKinkItIsRightToo() {
    assertEquals(0, worst("[0.00003, -1, 2]", "sum(relu(w))"), 1e-8);
    assertEquals(0, worst("[1, 1.00003, -2]", "max(w)"), 1e-8);
  }

  /** ReLU's slope at 0 is 0 by definition, and halfway between its sides by differences. */
  @Test
  void onAKinkThereIsNoSlopeToAgreeOn() {
    assertEquals(0.5, worst("[0, -1, 2]", "sum(relu(w))"), 1e-6);
  }
}
