package dev.netc.compiler.network;

import dev.netc.compiler.op.Weight;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;

/**
 * A parameter of a network, or a running statistic that it keeps like one.
 *
 * @param name stable and readable: {@code scores.dense[0].weight}
 * @param role what training does with it
 * @param frozen whether training leaves it as it is all the same
 */
public record NetworkParameter(
    String name,
    Shape shape,
    InitializerSpec initializer,
    int fanIn,
    int fanOut,
    Weight.Role role,
    boolean frozen,
    Span span) {

  /** Whether weight decay and {@code weights} mean it: a matrix or filter, not a bias. */
  public boolean isWeight() {
    return role == Weight.Role.WEIGHT;
  }

  /** Whether it is a running statistic, which is no parameter to count or to differentiate by. */
  public boolean isState() {
    return role == Weight.Role.STATE;
  }

  /** Whether the optimiser changes it. */
  public boolean isTrained() {
    return !frozen && !isState();
  }

  /** Whether it is a statistic that every step brings up to date. */
  public boolean isRunning() {
    return !frozen && isState();
  }

  /** The same parameter, frozen or not. */
  public NetworkParameter withFrozen(boolean isFrozen) {
    return new NetworkParameter(name, shape, initializer, fanIn, fanOut, role, isFrozen, span);
  }
}
