/**
 * The dataflow graph: nodes of primitive operations with static shapes and a symbolic batch.
 *
 * <p>In come operations from {@code op}; nothing here knows a single one of them.
 */
package dev.netc.compiler.ir;
