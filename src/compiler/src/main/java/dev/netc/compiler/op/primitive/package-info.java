/**
 * The primitive operations of graphs: each a file with its shape rule, gradient, float64 meaning,
 * cost and emission.
 */
package dev.netc.compiler.op.primitive;
