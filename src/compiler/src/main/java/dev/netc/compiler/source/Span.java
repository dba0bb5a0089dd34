package dev.netc.compiler.source;

/**
 * A place in a source: the characters from {@code start} up to, not including, {@code end}.
 *
 * @param start offset in UTF-16 units from the beginning of the text
 * @param end at least {@code start}
 */
public record Span(Source source, int start, int end) {

  /** A span without text, for things that no text wrote. */
  public static final Span NONE = new Span(Source.of("", ""), 0, 0);

  /** From the beginning of this span to the end of the other. */
  public Span to(Span other) {
    return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
  }

  public int line() {
    return source.line(start);
  }

  public int column() {
    return source.column(start);
  }

  public String text() {
    return source.text().substring(start, end);
  }

  /** The file and line, as generated code and logs cite it: {@code digits.net:4}. */
  public String position() {
    return source.name() + ":" + line();
  }

  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + column();
  }
}
