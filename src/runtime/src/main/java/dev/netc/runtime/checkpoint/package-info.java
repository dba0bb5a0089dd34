/**
 * Arrays on disk: safetensors files, NumPy's npy and npz, training checkpoints, and files that are
 * replaced as a whole or not at all.
 *
 * <p>In go paths and arrays, out come arrays and {@link
 * dev.netc.runtime.checkpoint.CheckpointException}s that name the file, what is wrong in it and the
 * way out. No reader trusts a size that a file states: each is checked against the file's real
 * length before memory is taken, and nothing in a file is ever executed.
 */
package dev.netc.runtime.checkpoint;
