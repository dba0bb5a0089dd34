package dev.netc.compiler.parse;

import dev.netc.compiler.source.Span;

/** A word, sign or comment of any text, be it a program or not. */
public record Word(Span span, Kind kind) {

  /** What the letters of a word say, without its place. */
  public enum Kind {
    NAME,
    /** A word of the language that may also be a name: {@code batch}. */
    CONTEXTUAL,
    /** A word of the language that cannot be a name: {@code if}. */
    RESERVED,
    NUMBER,
    STRING,
    /** An operator or bracket. */
    SIGN,
    COMMENT,
    DOCUMENTATION,
    /** What begins nothing that the language knows, or has no end. */
    UNKNOWN
  }

  public String text() {
    return span.text();
  }

  /** Whether it can name something. */
  public boolean isName() {
    return kind == Kind.NAME || kind == Kind.CONTEXTUAL;
  }

  public boolean isComment() {
    return kind == Kind.COMMENT || kind == Kind.DOCUMENTATION;
  }

  /** Whether it is the given sign or word. */
  public boolean is(String text) {
    return kind != Kind.STRING && !isComment() && text().equals(text);
  }
}
