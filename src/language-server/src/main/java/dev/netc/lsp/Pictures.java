package dev.netc.lsp;

import dev.netc.compiler.network.Network;

/** Draws networks, for this package does not. */
@FunctionalInterface
public interface Pictures {
  /** A picture of a network with its shapes and numbers of parameters, as an SVG document. */
  String svg(Network network);
}
