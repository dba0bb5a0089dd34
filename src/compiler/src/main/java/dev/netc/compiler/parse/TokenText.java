package dev.netc.compiler.parse;

import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Maps tokens, which count code points, to spans, which count UTF-16 units. */
final class TokenText {
  private final Source source;

  /** Offset of each code point; null where the text has no surrogates and both counts agree. */
  private final int[] offsets;

  private TokenText(Source source, int[] offsets) {
    this.source = source;
    this.offsets = offsets;
  }

  static TokenText of(Source source) {
    String text = source.text();
    int points = text.codePointCount(0, text.length());
    if (points == text.length()) {
      return new TokenText(source, null);
    }
    int[] offsets = new int[points + 1];
    for (int i = 0, at = 0; i < points; i++) {
      offsets[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    offsets[points] = text.length();
    return new TokenText(source, offsets);
  }

  Source source() {
    return source;
  }

  Span span(Token token) {
    if (token.getType() == Token.EOF) {
      return endOfText();
    }
    return new Span(source, offset(token.getStartIndex()), offset(token.getStopIndex() + 1));
  }

  Span span(ParserRuleContext context) {
    Span start = span(context.getStart());
    return context.getStop() == null ? start : start.to(span(context.getStop()));
  }

  /** The last character that is not white space: where a reader looks for what is missing. */
  private Span endOfText() {
    int end = source.text().stripTrailing().length();
    return new Span(source, Math.max(0, end - 1), end);
  }

  private int offset(int codePoint) {
    return offsets == null ? codePoint : offsets[codePoint];
  }
}
