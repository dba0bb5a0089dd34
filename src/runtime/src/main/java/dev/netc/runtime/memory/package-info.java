/**
 * Off-heap float memory: an {@link dev.netc.runtime.memory.Arena} is the memory of one INDArray, a
 * {@link dev.netc.runtime.memory.View} a run of floats in it. In: sizes and offsets, from the plan.
 * Out: buffers and pointers for the kernels, and {@link dev.netc.runtime.memory.Tile tiles} for
 * their loops. Reading or writing a view allocates nothing.
 */
package dev.netc.runtime.memory;
