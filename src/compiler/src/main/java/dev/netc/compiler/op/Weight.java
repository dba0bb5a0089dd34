package dev.netc.compiler.op;

import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.type.Shape;

/**
 * A parameter tensor that a layer has for itself.
 *
 * @param name the last part of its name: {@code weight}, {@code bias}
 * @param argument the argument of the call that gives its initial values or the tensor itself;
 *     empty if none does
 * @param role what training does with it
 * @param initial the first values where the call says nothing; {@code auto} leaves them to its
 *     {@code init}
 */
public record Weight(
    String name,
    String argument,
    Shape shape,
    int fanIn,
    int fanOut,
    Role role,
    InitializerSpec initial) {

  /** What training does with a parameter. */
  public enum Role {
    /** A matrix or filter: trained, and what weight decay and {@code weights} mean. */
    WEIGHT,
    /** A bias, or a scale for each feature: trained, but not decayed. */
    BIAS,
    /** A running statistic: brought up to date by every step, not differentiated by. */
    STATE
  }

  /** A matrix or filter, which starts as {@code init} says, or a bias, which starts at zero. */
  public Weight(String name, String argument, Shape shape, int fanIn, int fanOut, boolean isBias) {
    this(
        name,
        argument,
        shape,
        fanIn,
        fanOut,
        isBias ? Role.BIAS : Role.WEIGHT,
        isBias ? new InitializerSpec.Zeros() : new InitializerSpec.Auto());
  }

  /** A number for each feature that it is multiplied by: 1 at first. */
  public static Weight scale(String name, String argument, Shape shape) {
    return new Weight(name, argument, shape, 1, 1, Role.BIAS, new InitializerSpec.Ones());
  }

  /** A running statistic. */
  public static Weight state(String name, Shape shape, InitializerSpec initial) {
    return new Weight(name, "", shape, 1, 1, Role.STATE, initial);
  }
}
