/** The syntax tree: records with spans, as the text wrote it; nothing is resolved here. */
package dev.netc.compiler.syntax;
