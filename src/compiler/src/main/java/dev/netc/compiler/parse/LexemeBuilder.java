package dev.netc.compiler.parse;

import dev.netc.compiler.parse.Lexeme.Column;
import dev.netc.compiler.parse.Lexeme.Role;
import dev.netc.compiler.parse.antlr.NetLexer;
import dev.netc.compiler.parse.antlr.NetParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Finds what each word and sign of a correct text is, from the tree that the parser made of it. */
final class LexemeBuilder {
  private final TokenText text;
  private final List<Token> tokens;
  private final Role[] roles;
  private final Column[] columns;

  /** By the indices of tokens: of arrows, {@code then} and {@code else}. */
  private final int[] partners;

  LexemeBuilder(TokenText text, CommonTokenStream tokens) {
    this.text = text;
    this.tokens = tokens.getTokens();
    this.roles = new Role[this.tokens.size()];
    this.columns = new Column[this.tokens.size()];
    this.partners = new int[this.tokens.size()];
    Arrays.fill(columns, Column.NONE);
    Arrays.fill(partners, -1);
  }

  List<Lexeme> build(NetParser.ProgramContext program) {
    visit(program);
    List<Lexeme> lexemes = new ArrayList<>();
    int[] places = new int[tokens.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (Token token : tokens) {
      int index = token.getTokenIndex();
      if (token.getType() == Token.EOF || token.getType() == NetLexer.WHITESPACE) {
        continue;
      }
      places[index] = lexemes.size();
      Role role = roles[index] == null ? comment(token) : roles[index];
      int partner = partners[index] < 0 ? -1 : places[partners[index]];
      Lexeme lexeme = new Lexeme(text.span(token), role, columns[index], partner);
      if (lexeme.closes()) {
        lexeme = new Lexeme(lexeme.span(), role, columns[index], open.pop());
      } else if (lexeme.opens()) {
        open.push(lexemes.size());
      }
      lexemes.add(lexeme);
    }
    return lexemes;
  }

  private static Role comment(Token token) {
    return token.getType() == NetLexer.BLOCK_COMMENT ? Role.BLOCK_COMMENT : Role.LINE_COMMENT;
  }

  private void visit(ParseTree tree) {
    if (tree instanceof TerminalNode leaf) {
      leaf(leaf);
      return;
    }
    for (int i = 0; i < tree.getChildCount(); i++) {
      visit(tree.getChild(i));
    }
    ParserRuleContext context = (ParserRuleContext) tree;
    if (context instanceof NetParser.DeclarationContext) {
      begin(context, Role.DECLARATION);
    } else if (context instanceof NetParser.BlockSourceContext block) {
      block.binding().forEach(b -> begin(b, Role.STATEMENT));
    } else if (context instanceof NetParser.NetStatementContext
        || context instanceof NetParser.TestStatementContext
        || context instanceof NetParser.ExperimentStatementContext) {
      begin(context, Role.STATEMENT);
    } else if (context instanceof NetParser.TrainStatementContext) {
      begin(context, Role.STATEMENT);
      value(context);
    }
    if (context instanceof NetParser.ExpectStatementContext expect) {
      comparison(expect.expression(0));
    }
  }

  private void begin(ParserRuleContext context, Role role) {
    roles[context.getStart().getTokenIndex()] = role;
  }

  /** What follows the first word of a setting. */
  private void value(ParserRuleContext statement) {
    if (statement.getChildCount() < 2
        || statement instanceof NetParser.TrainBindingContext
        || statement instanceof NetParser.StepBlockContext) {
      return;
    }
    ParseTree second = statement.getChild(1);
    Token start =
        second instanceof TerminalNode leaf
            ? leaf.getSymbol()
            : ((ParserRuleContext) second).getStart();
    columns[start.getTokenIndex()] = Column.VALUE;
  }

  /** The outermost comparison of a claim, if it is one. */
  private void comparison(ParseTree claim) {
    ParseTree at = claim;
    while (at.getChildCount() == 1) {
      at = at.getChild(0);
    }
    if (at instanceof NetParser.ComparisonContext c) {
      columns[c.comparator(0).getStart().getTokenIndex()] = Column.COMPARISON;
    }
  }

  private void leaf(TerminalNode leaf) {
    Token token = leaf.getSymbol();
    if (token.getType() == Token.EOF) {
      return;
    }
    int index = token.getTokenIndex();
    ParseTree parent = leaf.getParent();
    roles[index] = role(token.getType(), parent);
    if (roles[index] == Role.ASSIGN) {
      columns[index] = assigned(parent);
    } else if (roles[index] == Role.ARROW) {
      partners[index] = child(parent, NetLexer.ARROW);
    } else if (roles[index] == Role.BRANCH) {
      partners[index] = child(parent, NetLexer.IF);
    } else if (roles[index] == Role.OPEN
        && parent.getParent() instanceof NetParser.ParamStatementContext) {
      columns[index] = Column.DIMENSIONS;
    } else if (roles[index] == Role.OPEN_BODY
        && parent.getParent() instanceof NetParser.DeclarationContext) {
      columns[index] = Column.BODY;
    }
  }

  /** The index of the first token of a type that stands directly in a context. */
  private static int child(ParseTree context, int type) {
    return ((ParserRuleContext) context).getToken(type, 0).getSymbol().getTokenIndex();
  }

  private static Role role(int type, ParseTree parent) {
    return switch (type) {
      case NetLexer.OPEN_PAREN ->
          parent instanceof NetParser.ParenthesisContext ? Role.OPEN : Role.OPEN_SUFFIX;
      case NetLexer.OPEN_BRACKET ->
          parent instanceof NetParser.ListContext || parent instanceof NetParser.DimensionsContext
              ? Role.OPEN
              : Role.OPEN_SUFFIX;
      case NetLexer.OPEN_BRACE ->
          parent instanceof NetParser.RepetitionContext ? Role.OPEN_REPEAT : Role.OPEN_BODY;
      case NetLexer.CLOSE_BRACE ->
          parent instanceof NetParser.RepetitionContext ? Role.CLOSE_REPEAT : Role.CLOSE_BODY;
      case NetLexer.CLOSE_PAREN, NetLexer.CLOSE_BRACKET -> Role.CLOSE;
      case NetLexer.ARROW -> Role.ARROW;
      case NetLexer.AND,
          NetLexer.OR,
          NetLexer.EQUAL,
          NetLexer.NOT_EQUAL,
          NetLexer.LESS,
          NetLexer.LESS_EQUAL,
          NetLexer.GREATER,
          NetLexer.GREATER_EQUAL ->
          Role.COMPARATOR;
      case NetLexer.MINUS -> parent instanceof NetParser.UnaryContext ? Role.SIGN : Role.OPERATOR;
      case NetLexer.PLUS, NetLexer.TIMES_SIGN, NetLexer.SLASH, NetLexer.AT -> Role.OPERATOR;
      case NetLexer.DOT, NetLexer.DOTS, NetLexer.POWER -> Role.TIGHT;
      case NetLexer.ASSIGN -> Role.ASSIGN;
      case NetLexer.COMMA -> Role.SEPARATOR;
      case NetLexer.THEN, NetLexer.ELSE -> Role.BRANCH;
      case NetLexer.WITHIN ->
          parent instanceof NetParser.ExpectStatementContext ? Role.WITHIN : Role.PLAIN;
      default -> Role.PLAIN;
    };
  }

  private static Column assigned(ParseTree parent) {
    if (parent instanceof NetParser.BindingContext
        || parent instanceof NetParser.DataDeclarationContext) {
      return Column.BINDING;
    } else if (parent instanceof NetParser.OutputStatementContext) {
      return Column.OUTPUT;
    } else if (parent instanceof NetParser.ParamStatementContext) {
      return Column.INITIALIZER;
    }
    return parent instanceof NetParser.ArgumentContext ? Column.ARGUMENT : Column.NONE;
  }
}
