package dev.netc.compiler.parse;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.parse.antlr.NetLexer;
import dev.netc.compiler.parse.antlr.NetParser;
import dev.netc.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Turns what the parser could not accept into diagnostics in the user's words. */
final class SyntaxErrors extends BaseErrorListener {
  private static final Set<String> DECLARATIONS =
      Set.of("net", "data", "train", "test", "import", "experiment", "search");

  private final TokenText text;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private ParserRuleContext lastBroken;

  SyntaxErrors(TokenText text) {
    this.text = text;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object offending,
      int line,
      int column,
      String message,
      RecognitionException cause) {
    Token token = (Token) offending;
    Span span = text.span(token);
    // The parser's recovery may stumble again in the same declaration: one message per cause.
    ParserRuleContext declaration = declaration(((Parser) recognizer).getContext());
    if (declaration != null && declaration == lastBroken) {
      return;
    }
    lastBroken = declaration;
    diagnostics.add(explain((Parser) recognizer, token, span, cause));
  }

  /** The declaration that an error is in; between declarations, the one before it. */
  private static ParserRuleContext declaration(ParserRuleContext context) {
    ParserRuleContext at = context;
    while (at != null && !(at instanceof NetParser.DeclarationContext)) {
      if (at instanceof NetParser.ProgramContext program) {
        int count = program.declaration().size();
        return count == 0 ? program : program.declaration(count - 1);
      }
      at = at.getParent();
    }
    return at;
  }

  private Diagnostic explain(Parser parser, Token token, Span span, RecognitionException cause) {
    IntervalSet expected = expected(parser, token, cause);
    return switch (token.getType()) {
      case NetLexer.UNFINISHED_STRING ->
          Diagnostic.of(Code.SYNTAX_ERROR, span, "this text has no closing quote")
              .help("end it with \" on the same line")
              .build();
      case NetLexer.UNFINISHED_COMMENT ->
          Diagnostic.of(Code.SYNTAX_ERROR, span, "this comment has no end")
              .help("end it with */")
              .build();
      case NetLexer.UNKNOWN ->
          Diagnostic.of(
                  Code.SYNTAX_ERROR,
                  span,
                  "the character %s has no meaning here".formatted(shown(token)))
              .build();
      case Token.EOF ->
          Diagnostic.of(Code.SYNTAX_ERROR, span, "the file ends in the middle of a declaration")
              .note(wanted(expected, parser))
              .build();
      default -> unexpected(parser, token, span, expected);
    };
  }

  /** What could stand in place of the token; empty where only the words before it tell. */
  private static IntervalSet expected(Parser parser, Token token, RecognitionException cause) {
    if (cause instanceof NoViableAltException several && several.getStartToken() != token) {
      return IntervalSet.EMPTY_SET;
    }
    IntervalSet set = cause == null ? null : cause.getExpectedTokens();
    return set == null ? parser.getExpectedTokens() : set;
  }

  private Diagnostic unexpected(Parser parser, Token token, Span span, IntervalSet expected) {
    Diagnostic.Builder error =
        Diagnostic.of(Code.SYNTAX_ERROR, span, "%s is not expected here".formatted(shown(token)));
    boolean outside = parser.getContext() instanceof NetParser.ProgramContext;
    if (outside) {
      error.note("at the top of a file stand import, net, data, train and test declarations");
      Optional<String> near = Suggestion.nearest(token.getText(), DECLARATIONS);
      return error.suggest(near).build();
    }
    return error.note(wanted(expected, parser)).build();
  }

  private static String wanted(IntervalSet expected, Parser parser) {
    if (expected.isNil()) {
      return "it cannot follow " + shown(parser.getInputStream().LT(-1));
    }
    List<String> words = new ArrayList<>();
    boolean name = expected.contains(NetLexer.IDENTIFIER);
    boolean value = expected.contains(NetLexer.NUMBER) && expected.contains(NetLexer.OPEN_BRACKET);
    if (value) {
      words.add("a value");
    } else if (name) {
      words.add("a name");
    }
    for (int type : expected.toArray()) {
      boolean covered = (name || value) && (type <= NetLexer.IDENTIFIER);
      boolean starts =
          value
              && Set.of(NetLexer.OPEN_BRACKET, NetLexer.OPEN_PAREN, NetLexer.MINUS).contains(type);
      if (type >= 0 && !covered && !starts) {
        words.add(type == NetLexer.STRING ? "a text in quotes" : word(type));
      }
    }
    return words.isEmpty()
        ? "nothing can follow"
        : "what can stand here: " + String.join(", ", words);
  }

  private static String word(int type) {
    return NetLexer.VOCABULARY.getDisplayName(type);
  }

  private static String shown(Token token) {
    String word = token.getText();
    String cut = word.length() > 20 ? word.substring(0, 20) + "…" : word;
    return "'" + cut.replaceAll("\\p{Cntrl}", "\uFFFD") + "'";
  }
}
