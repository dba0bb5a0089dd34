/**
 * The memory of a net: rewritten graphs come in, and out comes a place for every value, so that the
 * peak is known before anything runs. One arena for each role; values that are never needed at the
 * same time share the memory of activations. Nothing here computes or allocates.
 */
package dev.netc.compiler.plan;
