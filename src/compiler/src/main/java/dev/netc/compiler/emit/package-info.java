/**
 * Java source: planned graphs come in, one readable class for a net comes out. Names are mangled,
 * sizes are constants, and every kernel says which line of the program it is of. Decisions about
 * memory were taken in the plan; nothing here decides any.
 */
package dev.netc.compiler.emit;
