package dev.netc.compiler.parse;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.parse.antlr.NetLexer;
import dev.netc.compiler.parse.antlr.NetParser;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.BinaryOperator;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.Identifier;
import dev.netc.compiler.syntax.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Copies expressions into records. */
final class ExpressionBuilder {
  private final TokenText text;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  ExpressionBuilder(TokenText text) {
    this.text = text;
  }

  /** What the grammar accepts and the language does not: numbers beyond range, unknown escapes. */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  Expression expression(NetParser.ExpressionContext e) {
    List<Expression> stages = e.stage().stream().map(this::stage).toList();
    return stages.size() == 1 ? stages.get(0) : new Expression.Pipe(text.span(e), stages);
  }

  private Expression stage(NetParser.StageContext stage) {
    if (stage instanceof NetParser.ConditionalContext c) {
      return new Expression.Conditional(
          text.span(c), expression(c.condition), expression(c.yes), expression(c.no));
    } else if (stage instanceof NetParser.RepetitionContext r) {
      return new Expression.Repeat(
          text.span(r), noPipe(r.expressionNoPipe()), expression(r.expression()));
    }
    return noPipe(((NetParser.PlainStageContext) stage).expressionNoPipe());
  }

  Expression noPipe(NetParser.ExpressionNoPipeContext e) {
    return disjunction(e.disjunction());
  }

  private Expression disjunction(NetParser.DisjunctionContext d) {
    List<NetParser.ConjunctionContext> operands = d.conjunction();
    Expression left = conjunction(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      Span at = text.span(sign(d, i));
      left = binary(BinaryOperator.OR, at, left, conjunction(operands.get(i)));
    }
    return left;
  }

  private Expression conjunction(NetParser.ConjunctionContext c) {
    List<NetParser.NegationContext> operands = c.negation();
    Expression left = negation(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      Span at = text.span(sign(c, i));
      left = binary(BinaryOperator.AND, at, left, negation(operands.get(i)));
    }
    return left;
  }

  private Expression negation(NetParser.NegationContext n) {
    return n.negation() == null
        ? comparison(n.comparison())
        : new Expression.Unary(text.span(n), UnaryOperator.NOT, negation(n.negation()));
  }

  private Expression comparison(NetParser.ComparisonContext c) {
    List<NetParser.RangeContext> operands = c.range();
    List<NetParser.ComparatorContext> operators = c.comparator();
    Expression left = range(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      NetParser.ComparatorContext operator = operators.get(i - 1);
      left = binary(comparator(operator), text.span(operator), left, range(operands.get(i)));
    }
    return left;
  }

  static BinaryOperator comparator(NetParser.ComparatorContext c) {
    return switch (c.getStart().getType()) {
      case NetLexer.EQUAL -> BinaryOperator.EQUAL;
      case NetLexer.NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
      case NetLexer.LESS -> BinaryOperator.LESS;
      case NetLexer.LESS_EQUAL -> BinaryOperator.LESS_EQUAL;
      case NetLexer.GREATER -> BinaryOperator.GREATER;
      default -> BinaryOperator.GREATER_EQUAL;
    };
  }

  private Expression range(NetParser.RangeContext r) {
    Expression first = sum(r.sum(0));
    return r.sum().size() == 1 ? first : new Expression.Range(text.span(r), first, sum(r.sum(1)));
  }

  private Expression sum(NetParser.SumContext s) {
    List<NetParser.ProductContext> operands = s.product();
    Expression left = product(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      Token sign = sign(s, i);
      BinaryOperator operator =
          sign.getType() == NetLexer.PLUS ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
      left = binary(operator, text.span(sign), left, product(operands.get(i)));
    }
    return left;
  }

  private Expression product(NetParser.ProductContext p) {
    List<NetParser.MatrixProductContext> operands = p.matrixProduct();
    Expression left = matrixProduct(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      Token sign = sign(p, i);
      BinaryOperator operator =
          sign.getType() == NetLexer.SLASH ? BinaryOperator.DIVIDE : BinaryOperator.MULTIPLY;
      left = binary(operator, text.span(sign), left, matrixProduct(operands.get(i)));
    }
    return left;
  }

  /**
   * The operator before the i-th operand: operands and operators alternate. The parser's own way to
   * the i-th operator walks through all that stand before it, which long sums would feel.
   */
  private static Token sign(ParserRuleContext chain, int i) {
    return ((TerminalNode) chain.getChild(2 * i - 1)).getSymbol();
  }

  private Expression matrixProduct(NetParser.MatrixProductContext m) {
    List<NetParser.UnaryContext> operands = m.unary();
    Expression left = unary(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      Span at = text.span(sign(m, i));
      left = binary(BinaryOperator.MATRIX_PRODUCT, at, left, unary(operands.get(i)));
    }
    return left;
  }

  private Expression unary(NetParser.UnaryContext u) {
    return u.unary() == null
        ? power(u.power())
        : new Expression.Unary(text.span(u), UnaryOperator.NEGATE, unary(u.unary()));
  }

  private Expression power(NetParser.PowerContext p) {
    Expression base = postfix(p.postfix());
    return p.unary() == null
        ? base
        : binary(BinaryOperator.POWER, text.span(p.POWER().getSymbol()), base, unary(p.unary()));
  }

  private static Expression binary(
      BinaryOperator operator, Span at, Expression left, Expression right) {
    return new Expression.Binary(left.span().to(right.span()), operator, at, left, right);
  }

  private Expression postfix(NetParser.PostfixContext p) {
    Expression target = primary(p.primary());
    for (NetParser.SuffixContext suffix : p.suffix()) {
      Span span = target.span().to(text.span(suffix));
      if (suffix instanceof NetParser.CallSuffixContext call) {
        target = new Expression.Call(span, target, arguments(call.arguments()));
      } else if (suffix instanceof NetParser.IndexSuffixContext index) {
        target = new Expression.Index(span, target, expression(index.expression()));
      } else {
        target =
            new Expression.Member(
                span, target, identifier(((NetParser.MemberSuffixContext) suffix).name()));
      }
    }
    return target;
  }

  /** The arguments in parentheses; none where there are no parentheses. */
  List<Expression.Argument> arguments(NetParser.ArgumentsContext arguments) {
    if (arguments == null) {
      return List.of();
    }
    return arguments.argument().stream()
        .map(
            a ->
                new Expression.Argument(
                    text.span(a),
                    Optional.ofNullable(a.name()).map(this::identifier),
                    expression(a.expression())))
        .toList();
  }

  private Expression primary(NetParser.PrimaryContext primary) {
    Span span = text.span(primary);
    if (primary instanceof NetParser.NumberContext number) {
      return number(span, number);
    } else if (primary instanceof NetParser.StringContext string) {
      return string(string.STRING().getSymbol());
    } else if (primary instanceof NetParser.TruthContext truth) {
      return new Expression.BooleanLiteral(span, truth.TRUE() != null);
    } else if (primary instanceof NetParser.ListContext list) {
      return new Expression.ListLiteral(
          span, list.expression().stream().map(this::expression).toList());
    } else if (primary instanceof NetParser.ParenthesisContext parenthesis) {
      return expression(parenthesis.expression());
    }
    return new Expression.NameReference(span, primary.getText());
  }

  private Expression number(Span span, NetParser.NumberContext number) {
    double value = Double.parseDouble(number.NUMBER().getText());
    if (Double.isInfinite(value)) {
      diagnostics.add(
          Diagnostic.of(Code.BAD_RANGE, span, "this number is too large")
              .note("the largest number is about 1.8e308")
              .build());
    }
    return new Expression.NumberLiteral(span, number.PERCENT() == null ? value : value / 100);
  }

  /** A string without its quotes, its escapes resolved. */
  Expression.StringLiteral string(Token token) {
    Span span = text.span(token);
    String raw = token.getText();
    StringBuilder value = new StringBuilder();
    for (int i = 1; i < raw.length() - 1; i++) {
      char c = raw.charAt(i);
      value.append(c == '\\' ? escaped(span, raw.charAt(++i)) : c);
    }
    return new Expression.StringLiteral(span, value.toString());
  }

  private char escaped(Span span, char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case '"', '\\' -> c;
      default -> {
        diagnostics.add(
            Diagnostic.of(Code.SYNTAX_ERROR, span, "'\\%s' has no meaning in a text".formatted(c))
                .help("write \\\\ for a backslash, \\\" for a quote, \\n and \\t")
                .build());
        yield c;
      }
    };
  }

  private Identifier identifier(NetParser.NameContext name) {
    return new Identifier(text.span(name), name.getText());
  }
}
