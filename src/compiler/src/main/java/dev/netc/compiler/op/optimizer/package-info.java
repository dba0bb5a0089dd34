/** The optimisers: each a file with its formula, written once for both executions. */
package dev.netc.compiler.op.optimizer;
