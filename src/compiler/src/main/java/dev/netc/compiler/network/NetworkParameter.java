package dev.netc.compiler.network;

import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;

/**
 * A parameter of a network.
 *
 * @param name stable and readable: {@code scores.dense[0].weight}
 * @param isWeight whether weight decay and {@code weights} mean it: a matrix or filter, not a bias
 * @param frozen whether training leaves it as it is
 */
public record NetworkParameter(
    String name,
    Shape shape,
    InitializerSpec initializer,
    int fanIn,
    int fanOut,
    boolean isWeight,
    boolean frozen,
    Span span) {}
