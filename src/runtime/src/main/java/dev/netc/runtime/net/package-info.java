/**
 * What generated classes are made of. A generated class states its memory and its kernels; {@link
 * dev.netc.runtime.net.CompiledNet} owns the arenas, fills parameters, runs the kernels and reads
 * results, and {@link dev.netc.runtime.net.TrainedNet} adds the training step. In: the plan of one
 * net, as numbers. Out: a net to call. Nothing here knows how a net was compiled.
 */
package dev.netc.runtime.net;
