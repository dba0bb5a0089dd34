/**
 * Images: how they are varied for a training, read from files, and resized.
 *
 * <p>In: rows of shape {@code [channels, height, width]}, or PNG and JPEG files. Out: the same as
 * float32 values or bytes, row-major with the channel first. A variant is a pure function of the
 * image and of a key of random numbers. It never prints, and takes no memory for an image before
 * its size is known and bounded.
 */
package dev.netc.runtime.data.image;
