package dev.netc.compiler.syntax;

/** Operators of one operand; the function of the same meaning names their operation. */
public enum UnaryOperator {
  NEGATE("-", "neg"),
  NOT("not", "not");

  private final String symbol;
  private final String operation;

  UnaryOperator(String symbol, String operation) {
    this.symbol = symbol;
    this.operation = operation;
  }

  public String symbol() {
    return symbol;
  }

  /** The name of the operation in the catalogue. */
  public String operation() {
    return operation;
  }
}
