/** Texts and places in them. Nothing here reads a file. */
package dev.netc.compiler.source;
