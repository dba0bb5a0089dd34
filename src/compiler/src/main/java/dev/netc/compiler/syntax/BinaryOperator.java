package dev.netc.compiler.syntax;

/** Operators of two operands; the function of the same meaning names their operation. */
public enum BinaryOperator {
  OR("or", "or"),
  AND("and", "and"),
  EQUAL("==", "equal"),
  NOT_EQUAL("!=", "not_equal"),
  LESS("<", "less"),
  LESS_EQUAL("<=", "less_equal"),
  GREATER(">", "greater"),
  GREATER_EQUAL(">=", "greater_equal"),
  ADD("+", "add"),
  SUBTRACT("-", "subtract"),
  MULTIPLY("*", "multiply"),
  DIVIDE("/", "divide"),
  MATRIX_PRODUCT("@", "matmul"),
  POWER("^", "power");

  private final String symbol;
  private final String operation;

  BinaryOperator(String symbol, String operation) {
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

  /** Whether the result is a truth value of two compared operands. */
  public boolean isComparison() {
    return ordinal() >= EQUAL.ordinal() && ordinal() <= GREATER_EQUAL.ordinal();
  }
}
