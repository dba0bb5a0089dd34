package dev.netc.lsp;

import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.NetStatement;
import dev.netc.compiler.syntax.TestStatement;
import dev.netc.compiler.syntax.TrainStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A name where it is bound.
 *
 * @param value what it is bound to, if that is an expression
 * @param declaration what it is in, or the declaration that it names
 */
record Definition(Span name, Kind kind, Optional<Expression> value, Declaration declaration) {

  /** What a name is bound by. */
  enum Kind {
    NET,
    DATA,
    TRAIN,
    EXPERIMENT,
    ARGUMENT,
    INPUT,
    PARAMETER,
    OUTPUT,
    VALUE;

    boolean isDeclaration() {
      return this == NET || this == DATA || this == TRAIN || this == EXPERIMENT;
    }
  }

  String text() {
    return name.text();
  }

  /** All names that declarations bind, those of the declarations among them. */
  static List<Definition> of(List<Declaration> declarations) {
    List<Definition> all = new ArrayList<>();
    for (Declaration d : declarations) {
      if (d instanceof Declaration.Net net) {
        all.add(new Definition(net.name().span(), Kind.NET, Optional.empty(), d));
        parameters(net.parameters(), d, all);
        net.statements().forEach(s -> statement(s, net, all));
      } else if (d instanceof Declaration.Train train) {
        all.add(new Definition(train.name().span(), Kind.TRAIN, Optional.empty(), d));
        parameters(train.parameters(), d, all);
        for (TrainStatement s : train.statements()) {
          binding(s, d, all);
        }
      } else if (d instanceof Declaration.Test test) {
        for (TestStatement s : test.statements()) {
          binding(s, d, all);
        }
      } else if (d instanceof Declaration.Data data) {
        all.add(new Definition(data.name().span(), Kind.DATA, Optional.empty(), d));
        data.source().columns().ifPresent(c -> c.forEach(b -> binding(b, d, all)));
      } else if (d instanceof Declaration.Named named) {
        all.add(new Definition(named.name().span(), Kind.EXPERIMENT, Optional.empty(), d));
      }
    }
    return all;
  }

  private static void parameters(
      List<Declaration.Parameter> parameters, Declaration d, List<Definition> all) {
    parameters.forEach(
        p -> all.add(new Definition(p.name().span(), Kind.ARGUMENT, p.defaultValue(), d)));
  }

  private static void statement(NetStatement s, Declaration d, List<Definition> all) {
    if (s instanceof NetStatement.Input in) {
      all.add(new Definition(in.name().span(), Kind.INPUT, Optional.empty(), d));
    } else if (s instanceof NetStatement.Param p) {
      all.add(new Definition(p.name().span(), Kind.PARAMETER, p.initializer(), d));
    } else if (s instanceof NetStatement.Output out) {
      out.name()
          .ifPresent(
              n -> all.add(new Definition(n.span(), Kind.OUTPUT, Optional.of(out.value()), d)));
    } else {
      binding(s, d, all);
    }
  }

  private static void binding(Object statement, Declaration d, List<Definition> all) {
    if (statement instanceof Declaration.Binding b) {
      all.add(new Definition(b.name().span(), Kind.VALUE, Optional.of(b.value()), d));
    }
  }
}
