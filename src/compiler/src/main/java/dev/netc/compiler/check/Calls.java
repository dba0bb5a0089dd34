package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.Parameter;
import dev.netc.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code target(arguments)}: what is called decides how its arguments are read. */
final class Calls {
  /** How a net refuses its arguments. */
  static final String REFUSAL = "error";

  private final Evaluator evaluator;
  private final Problems problems;

  Calls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
  }

  /** A call; {@code flow} is what is piped in. */
  Term call(Expression.Call call, Optional<Evaluator.Flow> flow, Context c) {
    if (isRefusal(call, c)) {
      return refuse(call, c);
    }
    Term target = callee(call, c);
    if (target == Term.BROKEN) {
      call.arguments().forEach(a -> evaluator.evaluate(a.value(), c));
      return Term.BROKEN;
    }
    if (target instanceof Term.Number || target instanceof Term.Text) {
      problems.add(
          Code.TYPE_MISMATCH, call.target().span(), "%s cannot be called".formatted(target.kind()));
      return Term.BROKEN;
    }
    List<Argument> arguments =
        target instanceof Layer.Applied layer
            ? arguments(layer.operation, call.arguments(), c)
            : arguments(call.arguments(), c);
    if (arguments.stream().anyMatch(a -> a.value() == Term.BROKEN)) {
      return Term.BROKEN;
    }
    return callOf(target, call, arguments, flow, c);
  }

  private static boolean isRefusal(Expression.Call call, Context c) {
    return call.target() instanceof Expression.NameReference name
        && name.name().equals(REFUSAL)
        && c.scope().find(REFUSAL).isEmpty();
  }

  /** {@code error("…")}: how a net refuses arguments that it cannot be built with. */
  private Term refuse(Expression.Call call, Context c) {
    List<Argument> arguments = arguments(call.arguments(), c);
    if (arguments.size() == 1 && arguments.get(0).value() instanceof Term.Text reason) {
      problems.refuse(reason.value(), call.span());
    } else {
      problems.add(
          Diagnostic.of(Code.TYPE_MISMATCH, call.span(), "error takes a text: what is wrong")
              .help("write error(\"the depth is 18 or 34\")"));
    }
    return Term.BROKEN;
  }

  /** What stands before the parentheses. A name of the catalogue is called, not made a layer. */
  private Term callee(Expression.Call call, Context c) {
    if (call.target() instanceof Expression.NameReference name
        && c.scope().find(name.name()).isEmpty()) {
      if (Catalogue.find(name.name()).isPresent() && !SettingCalls.isInitializer(name.name())) {
        return new Layer.Applied(Catalogue.get(name.name()), List.of(), c.path(), name.span());
      }
      if (evaluator.settings.isSetting(name.name())) {
        return new Term.Function(name.name());
      }
    }
    return evaluator.evaluate(call.target(), c);
  }

  /** As below; a name that means nothing here is a word where the parameter knows words. */
  private List<Argument> arguments(
      Operation operation, List<Expression.Argument> arguments, Context c) {
    List<Argument> evaluated = new ArrayList<>();
    for (Expression.Argument a : arguments) {
      boolean isWord =
          a.value() instanceof Expression.NameReference reference
              && c.scope().find(reference.name()).isEmpty()
              && a.name().isPresent()
              && operation.parameters().stream()
                  .filter(
                      p -> p.kind() == Parameter.Kind.WORD || p.kind() == Parameter.Kind.PADDING)
                  .anyMatch(p -> p.name().equals(a.name().get().text()));
      Term value =
          isWord ? new Term.Word(a.value().span().text()) : evaluator.evaluate(a.value(), c);
      evaluated.add(new Argument(a.name(), value, a.value().span()));
    }
    return evaluated;
  }

  List<Argument> arguments(List<Expression.Argument> arguments, Context c) {
    List<Argument> evaluated = new ArrayList<>();
    for (Expression.Argument a : arguments) {
      boolean isWord =
          c.inTest()
              && a.name().filter(n -> n.text().equals(TestFunctions.STORAGE)).isPresent()
              && a.value() instanceof Expression.NameReference word
              && c.scope().find(word.name()).isEmpty();
      Term value =
          isWord ? new Term.Word(a.value().span().text()) : evaluator.evaluate(a.value(), c);
      evaluated.add(new Argument(a.name(), value, a.value().span()));
    }
    return evaluated;
  }

  private Term callOf(
      Term target,
      Expression.Call call,
      List<Argument> arguments,
      Optional<Evaluator.Flow> flow,
      Context c) {
    if (target instanceof Layer.Applied layer
        && layer.arguments.isEmpty()
        && layer.weights.isEmpty()
        && call.target() instanceof Expression.NameReference) {
      return evaluator.operations.call(layer.operation, call, arguments, flow, c);
    } else if (target instanceof Term.Net net) {
      return evaluator.nets.call(net.declaration(), call, arguments, flow, c);
    } else if (target instanceof Layer layer) {
      return applyTo(layer, call, arguments, flow, c);
    } else if (target instanceof Term.Train train) {
      return evaluator.tests.run(train.declaration(), call, arguments, c);
    } else if (target instanceof Term.Function function) {
      return evaluator.settings.isSetting(function.name())
          ? evaluator.settings.call(function.name(), call, arguments, c)
          : evaluator.tests.call(function.name(), call, arguments, c);
    }
    problems.add(
        Code.TYPE_MISMATCH, call.target().span(), "%s cannot be called".formatted(target.kind()));
    return Term.BROKEN;
  }

  /** A layer that has a name, called like a function. */
  private Term applyTo(
      Layer layer,
      Expression.Call call,
      List<Argument> arguments,
      Optional<Evaluator.Flow> flow,
      Context c) {
    if (layer instanceof Layer.OfNet net) {
      return evaluator.nets.apply(net, flow, arguments, call.span(), c);
    }
    if (flow.isEmpty() && arguments.size() == 1 && arguments.get(0).name().isEmpty()) {
      return evaluator.apply(
          layer,
          new Evaluator.Flow(arguments.get(0).value(), arguments.get(0).span()),
          call.span(),
          c);
    }
    problems.add(
        Diagnostic.of(Code.TOO_MANY_ARGUMENTS, call.span(), "a layer is called with one tensor")
            .help("its settings were given where it was made"));
    return Term.BROKEN;
  }
}
