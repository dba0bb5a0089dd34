/**
 * The built-in data set of handwritten-looking digits, drawn from stroke models: no font, no file,
 * no network.
 *
 * <p>In: a seed. Out: grey images of 28 by 28 with their labels, each image a pure function of the
 * seed, its split and its place. It never reads a file, and depends on nothing but the rest of
 * {@link dev.netc.runtime.data}.
 */
package dev.netc.runtime.data.digits;
