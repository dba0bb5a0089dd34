package dev.netc.compiler.syntax;

import dev.netc.compiler.source.Span;

/** A name where it is written. */
public record Identifier(Span span, String text) {
  @Override
  public String toString() {
    return text;
  }
}
