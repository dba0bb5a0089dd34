package dev.netc.compiler.ir;

import dev.netc.compiler.source.Span;

/**
 * Where a node comes from, in the user's words.
 *
 * @param name the path of the value or layer, such as {@code scores.dense[0]}; may be empty
 * @param span the place in the text
 */
public record Origin(String name, Span span) {
  public static final Origin NONE = new Origin("", Span.NONE);
}
