/**
 * The reference interpreter: runs a graph in float64 on plain arrays, each operation the obvious
 * way. It is the oracle of every test and is never optimised at the cost of being obviously right.
 */
package dev.netc.compiler.reference;
