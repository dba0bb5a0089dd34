package dev.netc.compiler.parse;

import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.parse.antlr.NetLexer;
import dev.netc.compiler.parse.antlr.NetParser;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.Identifier;
import dev.netc.compiler.syntax.NetStatement;
import dev.netc.compiler.syntax.SyntaxTree;
import dev.netc.compiler.syntax.TestStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;

/** Copies the parser generator's tree into records, leaving out declarations with errors inside. */
final class SyntaxTreeBuilder {
  private final TokenText text;
  private final CommonTokenStream tokens;
  private final ExpressionBuilder expressions;
  private final TrainBuilder trains;

  SyntaxTreeBuilder(TokenText text, CommonTokenStream tokens) {
    this.text = text;
    this.tokens = tokens;
    this.expressions = new ExpressionBuilder(text);
    this.trains = new TrainBuilder(text, expressions);
  }

  Parsed build(NetParser.ProgramContext program, List<Diagnostic> errors) {
    List<Declaration> declarations = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>(errors);
    Set<String> broken = new HashSet<>();
    for (NetParser.DeclarationContext declaration : program.declaration()) {
      if (isBroken(declaration)) {
        brokenName(declaration).ifPresent(broken::add);
      } else {
        declarations.add(declaration(declaration));
      }
    }
    diagnostics.addAll(expressions.diagnostics());
    return new Parsed(new SyntaxTree(text.source(), declarations), diagnostics, broken);
  }

  private static boolean isBroken(ParseTree tree) {
    if (tree instanceof ErrorNode
        || tree instanceof ParserRuleContext context && context.exception != null
        || tree instanceof NetParser.NameContext && tree.getChildCount() == 0) {
      return true;
    }
    for (int i = 0; i < tree.getChildCount(); i++) {
      if (isBroken(tree.getChild(i))) {
        return true;
      }
    }
    return tree instanceof NetParser.DeclarationContext && tree.getChildCount() == 0;
  }

  /** The word after the keyword, which is the name in every declaration that has one. */
  private static Optional<String> brokenName(NetParser.DeclarationContext declaration) {
    if (declaration.getChildCount() > 0
        && declaration.getChild(0) instanceof ParserRuleContext inner
        && inner.getChildCount() > 1) {
      return Optional.of(inner.getChild(1).getText());
    }
    return Optional.empty();
  }

  private Declaration declaration(NetParser.DeclarationContext d) {
    if (d.importDeclaration() != null) {
      return new Declaration.Import(
          text.span(d), expressions.string(d.importDeclaration().STRING().getSymbol()));
    } else if (d.netDeclaration() != null) {
      return net(d.netDeclaration());
    } else if (d.dataDeclaration() != null) {
      return data(d.dataDeclaration());
    } else if (d.trainDeclaration() != null) {
      return train(d.trainDeclaration());
    } else if (d.testDeclaration() != null) {
      return test(d.testDeclaration());
    } else if (d.experimentDeclaration() != null) {
      NetParser.ExperimentDeclarationContext e = d.experimentDeclaration();
      return new Declaration.Experiment(
          text.span(e), documentation(e), identifier(e.name()), "experiment");
    }
    NetParser.SearchDeclarationContext s = d.searchDeclaration();
    return new Declaration.Experiment(
        text.span(s), documentation(s), identifier(s.name()), "search");
  }

  private Declaration.Net net(NetParser.NetDeclarationContext net) {
    List<NetStatement> statements = new ArrayList<>();
    net.netStatement().forEach(statement -> statements.add(netStatement(statement)));
    return new Declaration.Net(
        text.span(net),
        documentation(net),
        identifier(net.name()),
        parameters(net.parameters()),
        statements);
  }

  private NetStatement netStatement(NetParser.NetStatementContext statement) {
    Span span = text.span(statement);
    if (statement instanceof NetParser.InputStatementContext in) {
      Optional<List<Expression>> dims = Optional.ofNullable(in.dimensions()).map(this::dimensions);
      return new NetStatement.Input(span, identifier(in.name()), in.INT() != null, dims);
    } else if (statement instanceof NetParser.ParamStatementContext param) {
      return new NetStatement.Param(
          span,
          identifier(param.name()),
          dimensions(param.dimensions()),
          Optional.ofNullable(param.expression()).map(expressions::expression));
    } else if (statement instanceof NetParser.OutputStatementContext out) {
      return new NetStatement.Output(
          span,
          Optional.ofNullable(out.name()).map(this::identifier),
          expressions.expression(out.expression()));
    }
    return binding(((NetParser.NetBindingContext) statement).binding());
  }

  private List<Expression> dimensions(NetParser.DimensionsContext dims) {
    return dims.expression().stream().map(expressions::expression).toList();
  }

  private Declaration.Binding binding(NetParser.BindingContext binding) {
    return new Declaration.Binding(
        text.span(binding),
        identifier(binding.name()),
        expressions.expression(binding.expression()));
  }

  private List<Declaration.Parameter> parameters(NetParser.ParametersContext parameters) {
    if (parameters == null) {
      return List.of();
    }
    return parameters.parameter().stream()
        .map(
            p ->
                new Declaration.Parameter(
                    text.span(p),
                    identifier(p.name()),
                    Optional.ofNullable(p.expression()).map(expressions::expression)))
        .toList();
  }

  private Declaration.Data data(NetParser.DataDeclarationContext data) {
    return new Declaration.Data(
        text.span(data),
        documentation(data),
        identifier(data.name()),
        source(data.dataSource()),
        data.expressionNoPipe().stream().map(expressions::noPipe).toList());
  }

  private Declaration.DataSource source(NetParser.DataSourceContext source) {
    if (source instanceof NetParser.PlainSourceContext plain) {
      return new Declaration.DataSource(
          text.span(plain), expressions.noPipe(plain.expressionNoPipe()), Optional.empty());
    }
    NetParser.BlockSourceContext block = (NetParser.BlockSourceContext) source;
    Span name = text.span(block.name());
    Expression head = new Expression.NameReference(name, block.name().getText());
    Span headSpan = block.arguments() == null ? name : name.to(text.span(block.arguments()));
    head = new Expression.Call(headSpan, head, expressions.arguments(block.arguments()));
    return new Declaration.DataSource(
        text.span(block), head, Optional.of(block.binding().stream().map(this::binding).toList()));
  }

  private Declaration.Train train(NetParser.TrainDeclarationContext train) {
    return new Declaration.Train(
        text.span(train),
        documentation(train),
        identifier(train.name()),
        parameters(train.parameters()),
        train.trainStatement().stream().map(trains::statement).toList());
  }

  private Declaration.Test test(NetParser.TestDeclarationContext test) {
    List<TestStatement> statements = new ArrayList<>();
    for (NetParser.TestStatementContext statement : test.testStatement()) {
      if (statement instanceof NetParser.ExpectStatementContext expect) {
        statements.add(
            new TestStatement.Expect(
                text.span(expect),
                expressions.expression(expect.expression(0)),
                Optional.ofNullable(expect.expression(1)).map(expressions::expression)));
      } else {
        statements.add(binding(((NetParser.TestBindingContext) statement).binding()));
      }
    }
    return new Declaration.Test(
        text.span(test), expressions.string(test.STRING().getSymbol()), statements);
  }

  private Identifier identifier(NetParser.NameContext name) {
    return new Identifier(text.span(name), name.getText());
  }

  /** The {@code ///} lines directly before a declaration. */
  private String documentation(ParserRuleContext declaration) {
    List<Token> before = tokens.getHiddenTokensToLeft(declaration.getStart().getTokenIndex());
    if (before == null) {
      return "";
    }
    List<String> lines = new ArrayList<>();
    for (Token token : before) {
      if (token.getType() == NetLexer.DOC_COMMENT) {
        lines.add(token.getText().substring(3).strip());
      }
    }
    return String.join("\n", lines);
  }
}
