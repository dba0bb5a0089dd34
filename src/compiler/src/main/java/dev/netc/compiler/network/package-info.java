/**
 * A network after checking: inputs, parameters and calls of operations, every one with its type and
 * its stable name. What {@code check} produces and {@code lower} reads.
 */
package dev.netc.compiler.network;
