package dev.netc.compiler.network;

import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.TensorType;

/**
 * An input of a network.
 *
 * @param index whether its numbers are indices
 */
public record NetworkInput(String name, TensorType type, boolean index, Span span) {}
