/**
 * The functions of {@code data} declarations: readers, transforms, and the variations that {@code
 * augment} takes. Each is defined in one place: its parameters with their units and ranges, what it
 * does to columns, and the words of its page in the reference.
 *
 * <p>In: arguments and columns as far as they are known. Out: columns, or what is wrong with them.
 * It never reads data.
 */
package dev.netc.compiler.data;
