package dev.netc.compiler.parse;

import dev.netc.compiler.parse.antlr.NetParser;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * After something at the top of a file that begins no declaration, goes on at the next line that
 * begins one: a misspelt {@code net} must not hide what is wrong further down.
 */
final class Recovery extends DefaultErrorStrategy {
  @Override
  public void sync(Parser parser) {
    IntervalSet declarations = parser.getExpectedTokens();
    boolean atTop = parser.getContext() instanceof NetParser.ProgramContext;
    if (!atTop || declarations.contains(parser.getCurrentToken().getType())) {
      super.sync(parser);
      return;
    }
    reportUnwantedToken(parser);
    while (!beginsLine(parser) || !declarations.contains(parser.getCurrentToken().getType())) {
      parser.consume();
    }
  }

  private static boolean beginsLine(Parser parser) {
    Token before = parser.getInputStream().LT(-1);
    Token token = parser.getCurrentToken();
    return token.getType() == Token.EOF || before == null || before.getLine() < token.getLine();
  }
}
