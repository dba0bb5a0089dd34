package dev.netc.compiler.op.optimizer;

import java.util.List;
import java.util.Optional;

/** The catalogue of optimisers. */
public final class Optimizers {
  private static final List<Optimizer> ALL =
      List.of(
          new Sgd(),
          new Momentum(),
          new Nesterov(),
          new AdaGrad(),
          new RmsProp(),
          new Adam(),
          new AdamW());

  private Optimizers() {}

  /** All optimisers, in the order in which they are taught. */
  public static List<Optimizer> all() {
    return ALL;
  }

  /** The optimiser that programs call by a name. */
  public static Optional<Optimizer> find(String name) {
    return ALL.stream().filter(optimizer -> optimizer.name().equals(name)).findFirst();
  }
}
