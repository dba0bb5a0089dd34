/** Text to syntax tree. No type of the parser generator leaves this package. */
package dev.netc.compiler.parse;
