/** Reverse-mode differentiation on the graph: gradients are nodes like any other. */
package dev.netc.compiler.autodiff;
