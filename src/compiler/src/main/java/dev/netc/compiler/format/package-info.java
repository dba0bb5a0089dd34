/**
 * The one style of programs: text in, text out. Comes in: a source without syntax errors; goes out:
 * the same words in the same order, with the spaces and line ends of the style. Never changes what
 * a parser makes of the text, and never reads or writes a file.
 */
package dev.netc.compiler.format;
