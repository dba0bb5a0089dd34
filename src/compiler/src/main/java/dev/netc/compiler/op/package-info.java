/**
 * The catalogue of operations. {@code op.primitive} holds the few that graphs are made of; the
 * operations of the language, which users name, are in this package and are lowered to them.
 */
package dev.netc.compiler.op;
