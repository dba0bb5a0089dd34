/** Shapes and types of tensors. The batch is never part of a shape. */
package dev.netc.compiler.type;
