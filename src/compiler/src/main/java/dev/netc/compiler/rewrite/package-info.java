/**
 * Graphs to equivalent graphs that run faster or are more exact: one rewrite, one class, each with
 * its before and after. In comes a graph from lowering or differentiation; out comes one that emits
 * well. A rewrite never changes what a graph means: the reference interpreter gives the same before
 * and after.
 */
package dev.netc.compiler.rewrite;
