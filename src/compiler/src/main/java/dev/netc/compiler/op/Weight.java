package dev.netc.compiler.op;

import dev.netc.compiler.type.Shape;

/**
 * A parameter tensor that a layer has for itself.
 *
 * @param name the last part of its name: {@code weight}, {@code bias}
 * @param argument the argument of the call that gives its initial values or the tensor itself
 * @param isBias biases start at zero and are not decayed
 */
public record Weight(
    String name, String argument, Shape shape, int fanIn, int fanOut, boolean isBias) {}
