package dev.netc.compiler.format;

/**
 * What a lexeme stands in: a body, a statement of it, or brackets in a statement.
 *
 * @param open the lexeme that begins it; -1 for the file
 * @param content the column of what stands in it
 * @param close the column of its closing bracket, if that begins a line
 */
record Frame(Frame outer, Kind kind, int open, int content, int close) {
  enum Kind {
    BODY,
    STATEMENT,
    BRACKET
  }

  static Frame file() {
    return new Frame(null, Kind.BODY, -1, 0, 0);
  }

  Frame body(int at, int column) {
    return new Frame(this, Kind.BODY, at, column, column - Layout.INDENT);
  }

  Frame statement(int at) {
    Frame body = enclosing();
    return new Frame(body, Kind.STATEMENT, at, body.content, body.content);
  }

  Frame bracket(int at, int column, int closing) {
    return new Frame(this, Kind.BRACKET, at, column, closing);
  }

  /** The innermost body. */
  Frame enclosing() {
    Frame at = this;
    while (at.kind != Kind.BODY) {
      at = at.outer;
    }
    return at;
  }

  /** The frame around a body that closes here. */
  Frame afterBody() {
    return enclosing().outer;
  }
}
