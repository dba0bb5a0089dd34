/** Checked networks to graphs of primitive operations: one graph for each way a network is run. */
package dev.netc.compiler.lower;
