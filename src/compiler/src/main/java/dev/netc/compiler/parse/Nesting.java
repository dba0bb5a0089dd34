package dev.netc.compiler.parse;

import dev.netc.compiler.parse.antlr.NetLexer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How deep the tree of a text may become, found from its words before it is parsed.
 *
 * <p>What stands in brackets counts for the expression around them, since it may be the end of a
 * chain: {@code (a + b) + c} is a tree of two levels. The items of a list stand side by side.
 */
final class Nesting {
  /** What was counted since the last comma, in one pair of brackets. */
  private static final class Level {
    private final int prefixesAround;
    private final int operatorsAround;
    private int prefixes;
    private int operators;

    private Level(int prefixesAround, int operatorsAround) {
      this.prefixesAround = prefixesAround;
      this.operatorsAround = operatorsAround;
      reset();
    }

    private void reset() {
      prefixes = prefixesAround;
      operators = operatorsAround;
    }
  }

  private final Deque<Level> levels = new ArrayDeque<>();
  private int previous = NetLexer.ASSIGN;

  Nesting() {
    levels.push(new Level(0, 0));
  }

  /** Open brackets. */
  int depth() {
    return levels.size() - 1;
  }

  /** Words that open a further level to their right. */
  int prefixes() {
    return levels.peek().prefixes;
  }

  /** Operators between two values. */
  int operators() {
    return levels.peek().operators;
  }

  void add(int token) {
    switch (token) {
      case NetLexer.OPEN_PAREN, NetLexer.OPEN_BRACKET ->
          levels.push(new Level(levels.peek().prefixes, levels.peek().operators));
      case NetLexer.OPEN_BRACE -> levels.push(new Level(0, 0));
      case NetLexer.CLOSE_PAREN, NetLexer.CLOSE_BRACKET, NetLexer.CLOSE_BRACE -> close();
      case NetLexer.MINUS -> {
        levels.peek().prefixes += endsValue(previous) ? 0 : 1;
        levels.peek().operators += endsValue(previous) ? 1 : 0;
      }
      case NetLexer.NOT, NetLexer.IF, NetLexer.POWER, NetLexer.REPEAT -> levels.peek().prefixes++;
      case NetLexer.PLUS,
          NetLexer.TIMES_SIGN,
          NetLexer.SLASH,
          NetLexer.AT,
          NetLexer.AND,
          NetLexer.OR,
          NetLexer.EQUAL,
          NetLexer.NOT_EQUAL,
          NetLexer.LESS,
          NetLexer.LESS_EQUAL,
          NetLexer.GREATER,
          NetLexer.GREATER_EQUAL ->
          levels.peek().operators++;
      case NetLexer.COMMA, NetLexer.ASSIGN, NetLexer.OUTPUT, NetLexer.EXPECT ->
          levels.peek().reset();
      default -> {}
    }
    previous = token;
  }

  /** Whether an operator after this word stands between two values. */
  private static boolean endsValue(int token) {
    return switch (token) {
      case NetLexer.CLOSE_PAREN,
          NetLexer.CLOSE_BRACKET,
          NetLexer.NUMBER,
          NetLexer.PERCENT,
          NetLexer.STRING,
          NetLexer.TRUE,
          NetLexer.FALSE,
          NetLexer.IDENTIFIER ->
          true;
      // Words of the language may be names.
      default -> token >= NetLexer.IMPORT && token <= NetLexer.SMOOTHED;
    };
  }

  private void close() {
    if (levels.size() == 1) {
      return;
    }
    Level inner = levels.pop();
    Level around = levels.peek();
    around.prefixes = Math.max(around.prefixes, inner.prefixes);
    around.operators = Math.max(around.operators, inner.operators);
    if (depth() == 0) {
      around.reset();
    }
  }
}
