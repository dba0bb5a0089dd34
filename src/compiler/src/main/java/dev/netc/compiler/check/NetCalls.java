package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.ValueType;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.Identifier;
import dev.netc.compiler.syntax.NetStatement;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nets as layers: a net is checked anew for each use, with its arguments and inputs. */
final class NetCalls {
  private static final int DEEPEST = 64;

  private final Evaluator evaluator;
  private final Problems problems;
  private final Deque<Declaration.Net> open = new ArrayDeque<>();
  private Scope top = new Scope(null);

  NetCalls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
  }

  /** Sets the scope of the file's declarations, which every net sees. */
  void top(Scope scope) {
    this.top = scope;
  }

  Layer.OfNet layer(Declaration.Net net, List<Argument> arguments, Expression place, Context c) {
    String kind = net.name().text().toLowerCase(Locale.ROOT);
    return c.instance()
        .at(place, () -> new Layer.OfNet(net, arguments, c.path().layer(kind), place.span()));
  }

  /** A call of a net by name: applied if inputs are there or none are wanted, a layer otherwise. */
  Term call(
      Declaration.Net net,
      Expression.Call call,
      List<Argument> arguments,
      Optional<Evaluator.Flow> flow,
      Context c) {
    List<String> inputs = inputNames(net);
    List<String> parameters = net.parameters().stream().map(p -> p.name().text()).toList();
    List<Argument> settings = new ArrayList<>();
    List<Argument> fed = new ArrayList<>();
    for (Argument a : arguments) {
      String name = a.name().map(Identifier::text).orElse("");
      boolean tensor = Tensors.isTensor(a.value()) && !parameters.contains(name);
      (inputs.contains(name) || tensor ? fed : settings).add(a);
    }
    Layer.OfNet layer = layer(net, settings, call, c);
    boolean complete = flow.isPresent() || !fed.isEmpty() || inputs.isEmpty();
    return complete ? apply(layer, flow, fed, call.span(), c) : layer;
  }

  private static List<String> inputNames(Declaration.Net net) {
    return inputs(net).stream().map(i -> i.name().text()).toList();
  }

  private static List<NetStatement.Input> inputs(Declaration.Net net) {
    return net.statements().stream()
        .filter(NetStatement.Input.class::isInstance)
        .map(NetStatement.Input.class::cast)
        .toList();
  }

  /** Applies a net to inputs: what flows in, then what is given by name or position. */
  Term apply(
      Layer.OfNet layer,
      Optional<Evaluator.Flow> flow,
      List<Argument> arguments,
      Span span,
      Context c) {
    Map<String, Argument> given = given(layer.declaration, flow, arguments, span);
    if (given == null) {
      return Term.BROKEN;
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (var entry : given.entrySet()) {
      Optional<Value> value =
          evaluator.tensors.of(entry.getValue().value(), entry.getValue().span(), c);
      if (value.isEmpty()) {
        return Term.BROKEN;
      }
      values.put(entry.getKey(), value.get());
    }
    if (c.inTest()) {
      return new TestApplication(evaluator).apply(layer, values, given, span, c);
    }
    return body(layer, values, span, c).<Term>map(Body::result).orElse(Term.BROKEN);
  }

  private Map<String, Argument> given(
      Declaration.Net net, Optional<Evaluator.Flow> flow, List<Argument> arguments, Span span) {
    List<String> names = inputNames(net);
    Map<String, Argument> given = new LinkedHashMap<>();
    List<Argument> positional = new ArrayList<>();
    flow.ifPresent(f -> positional.add(new Argument(Optional.empty(), f.term(), f.span())));
    for (Argument a : arguments) {
      if (a.name().isEmpty()) {
        positional.add(a);
      } else if (!names.contains(a.name().get().text())) {
        problems.add(
            Diagnostic.of(
                    Code.UNKNOWN_ARGUMENT,
                    a.name().get().span(),
                    "the net %s has no input '%s'".formatted(net.name(), a.name().get()))
                .suggest(Suggestion.nearest(a.name().get().text(), names)));
        return null;
      } else {
        given.put(a.name().get().text(), a);
        Span declared = inputs(net).get(names.indexOf(a.name().get().text())).name().span();
        evaluator.facts.uses(a.name().get().span(), declared);
      }
    }
    List<String> free = names.stream().filter(n -> !given.containsKey(n)).toList();
    if (positional.size() > free.size()) {
      problems.add(
          Diagnostic.of(
                  Code.TOO_MANY_ARGUMENTS,
                  span,
                  "the net %s has %s"
                      .formatted(
                          net.name(),
                          names.isEmpty()
                              ? "no input"
                              : "only the inputs " + String.join(", ", names)))
              .label(net.name().span(), "declared here"));
      return null;
    }
    for (int i = 0; i < positional.size(); i++) {
      given.put(free.get(i), positional.get(i));
    }
    List<String> missing = names.stream().filter(n -> !given.containsKey(n)).toList();
    if (!missing.isEmpty()) {
      problems.add(
          Diagnostic.of(
                  Code.MISSING_ARGUMENT,
                  span,
                  "the net %s also needs the input %s"
                      .formatted(net.name(), String.join(", ", missing)))
              .label(net.name().span(), "declared here")
              .help("give it by name: %s(%s = …)".formatted(net.name(), missing.get(0))));
      return null;
    }
    return given;
  }

  // ------------------------------------------------------------ the body

  /** A net's body once it is checked for one use. */
  record Body(Scope scope, Map<String, Value> outputs, Term.Result result) {}

  /**
   * Checks a net's body with the given inputs; inputs that are not given are declared as the
   * network's own.
   */
  Optional<Body> body(Layer.OfNet layer, Map<String, Value> inputs, Span use, Context c) {
    Declaration.Net net = layer.declaration;
    if (open.contains(net)) {
      cycle(net, use);
      return Optional.empty();
    } else if (open.size() >= DEEPEST) {
      problems.add(
          Code.TOO_LARGE,
          use,
          "nets are used inside of each other more than %d levels deep".formatted(DEEPEST));
      return Optional.empty();
    }
    Scope scope = new Scope(top);
    if (!parameters(net.parameters(), net.name().text(), layer.arguments, layer.span, scope, c)) {
      return Optional.empty();
    }
    layer.instance.begin();
    open.push(net);
    boolean isUse = !use.equals(net.name().span());
    if (isUse) {
      problems.enter(net.name().text(), use);
    }
    int before = problems.errors();
    Context inside = c.inside(scope, layer.path, layer.instance);
    Map<String, Value> outputs = new LinkedHashMap<>();
    for (NetStatement statement : net.statements()) {
      statement(statement, inputs, outputs, inside);
    }
    open.pop();
    if (isUse) {
      problems.leave();
    }
    if (outputs.isEmpty() && problems.errors() == before) {
      problems.add(
          Diagnostic.of(
                  Code.NO_OUTPUT,
                  net.name().span(),
                  "the net %s has no output".formatted(net.name()))
              .help("declare one: output name = …"));
    }
    if (problems.errors() == before) {
      usage(net, scope);
    }
    return problems.errors() > before
        ? Optional.empty()
        : Optional.of(new Body(scope, outputs, result(net, scope, outputs)));
  }

  private final Set<Declaration.Net> cyclic = new HashSet<>();

  private void cycle(Declaration.Net net, Span use) {
    List<String> chain = new ArrayList<>();
    open.descendingIterator().forEachRemaining(n -> chain.add(n.name().text()));
    chain.add(net.name().text());
    boolean known = open.stream().anyMatch(cyclic::contains);
    cyclic.addAll(open);
    if (known) {
      problems.silently();
      return;
    }
    problems.add(
        Diagnostic.of(Code.NET_CYCLE, use, "the net %s contains itself".formatted(net.name()))
            .note(String.join(" → ", chain)));
  }

  /** Binds arguments and defaults of a net or train. */
  boolean parameters(
      List<Declaration.Parameter> parameters,
      String owner,
      List<Argument> arguments,
      Span span,
      Scope scope,
      Context c) {
    Map<String, Term> given = new HashMap<>();
    List<String> names = parameters.stream().map(p -> p.name().text()).toList();
    int position = 0;
    for (Argument a : arguments) {
      if (a.name().isPresent() && !names.contains(a.name().get().text())) {
        problems.add(
            Diagnostic.of(
                    Code.UNKNOWN_ARGUMENT,
                    a.name().get().span(),
                    "%s has no argument '%s'".formatted(owner, a.name().get()))
                .suggest(Suggestion.nearest(a.name().get().text(), names)));
        return false;
      }
      if (a.name().isEmpty() && position >= names.size()) {
        problems.add(
            Diagnostic.of(
                Code.TOO_MANY_ARGUMENTS,
                a.span(),
                "%s takes %s"
                    .formatted(
                        owner,
                        names.isEmpty() ? "no arguments" : "only " + String.join(", ", names))));
        return false;
      }
      String name = a.name().isPresent() ? a.name().get().text() : names.get(position++);
      Span declared = parameters.get(names.indexOf(name)).name().span();
      a.name().ifPresent(n -> evaluator.facts.uses(n.span(), declared));
      if (given.put(name, a.value()) != null) {
        problems.add(Code.DUPLICATE_ARGUMENT, a.span(), "'%s' is given twice".formatted(name));
        return false;
      }
    }
    boolean complete = true;
    for (Declaration.Parameter p : parameters) {
      Term term = given.get(p.name().text());
      if (term == null && p.defaultValue().isPresent()) {
        term = evaluator.evaluate(p.defaultValue().get(), c.in(scope));
      }
      if (term == null) {
        problems.add(
            Diagnostic.of(Code.MISSING_ARGUMENT, span, "%s needs '%s'".formatted(owner, p.name()))
                .label(p.span(), "declared here without a default"));
      }
      complete &= term != null && term != Term.BROKEN;
      evaluator.bind(scope, p.name(), term == null ? Term.BROKEN : term);
    }
    return complete;
  }

  private void statement(
      NetStatement statement, Map<String, Value> inputs, Map<String, Value> outputs, Context c) {
    if (statement instanceof NetStatement.Input input) {
      evaluator.bind(c.scope(), input.name(), input(input, inputs, c));
    } else if (statement instanceof NetStatement.Param param) {
      evaluator.bind(c.scope(), param.name(), new Parameters(evaluator).declare(param, c));
    } else if (statement instanceof NetStatement.Output output) {
      output(output, outputs, c);
    } else {
      Declaration.Binding binding = (Declaration.Binding) statement;
      Term term = evaluator.evaluate(binding.value(), c.at(c.path().named(binding.name().text())));
      name(term, binding.name().text(), c);
      evaluator.bind(c.scope(), binding.name(), term);
    }
  }

  /** Makes a tensor known by its name to tests, plots and messages. */
  private static void name(Term term, String name, Context c) {
    if (term instanceof Term.Tensor tensor) {
      c.builder().name(c.path().named(name), tensor.value());
    } else if (term instanceof Term.Result result && result.main().isPresent()) {
      c.builder().name(c.path().named(name), result.main().get());
    }
  }

  private Term input(NetStatement.Input input, Map<String, Value> inputs, Context c) {
    Value given = inputs.get(input.name().text());
    Optional<Shape> declared =
        input.dimensions().map(d -> new Parameters(evaluator).shape(d, c).orElse(null));
    if (input.dimensions().isPresent() && declared.isEmpty()) {
      return Term.BROKEN;
    }
    if (given == null) {
      if (declared.isEmpty()) {
        return Term.BROKEN;
      }
      ValueType type = new ValueType(TensorType.batched(declared.get()), input.index());
      Value own = c.builder().input(input.name().text(), type, input.span());
      c.builder().name(c.path().named(input.name().text()), own);
      return new Term.Tensor(own);
    }
    if (declared.isPresent() && !declared.get().equals(given.type().shape())) {
      Diagnostic.Builder error =
          Diagnostic.of(
                  Code.SHAPE_MISMATCH,
                  given.span(),
                  "the input '%s' is %s, but receives %s"
                      .formatted(input.name(), declared.get(), given.type().shape()))
              .label(input.span(), "declared here");
      boolean flattens =
          declared.get().rank() == 1 && declared.get().size() == given.type().shape().size();
      problems.add(flattens ? error.help("add `flatten` before it") : error);
      return Term.BROKEN;
    }
    c.builder().name(c.path().named(input.name().text()), given);
    return new Term.Tensor(given);
  }

  private void output(NetStatement.Output output, Map<String, Value> outputs, Context c) {
    boolean reference =
        output.name().isEmpty() && output.value() instanceof Expression.NameReference;
    String name =
        output
            .name()
            .map(n -> n.text())
            .orElse(reference ? output.value().span().text() : "output");
    Term term = evaluator.evaluate(output.value(), c.at(c.path().named(name)));
    int before = problems.errors();
    if (output.name().isPresent()) {
      evaluator.bind(c.scope(), output.name().get(), term);
      c.scope().find(name);
    }
    Optional<Value> value = evaluator.tensors.of(term, output.value().span(), c);
    if (value.isPresent()) {
      boolean known = outputs.putIfAbsent(name, value.get()) != null;
      if (known && problems.errors() == before) { // else its name is reported already
        problems.add(
            Code.DUPLICATE_NAME, output.span(), "there is an output '%s' already".formatted(name));
      }
      c.builder().name(c.path().named(name), value.get());
    }
  }

  private Term.Result result(Declaration.Net net, Scope scope, Map<String, Value> outputs) {
    evaluator.facts.binds(net.name().text(), scope);
    Map<String, Term> members = new LinkedHashMap<>();
    scope.entries().forEach((name, entry) -> members.put(name, entry.term()));
    outputs.forEach((name, value) -> members.put(name, new Term.Tensor(value)));
    Optional<Value> main =
        outputs.size() == 1 ? outputs.values().stream().findFirst() : Optional.empty();
    return new Term.Result(net.name().text(), main, members);
  }

  // ------------------------------------------------------------ unused values

  private final Map<Span, String> bound = new LinkedHashMap<>();
  private final Map<String, Boolean> usedOutside = new HashMap<>();
  private final Set<Span> used = new HashSet<>();

  private void usage(Declaration.Net net, Scope scope) {
    for (NetStatement statement : net.statements()) {
      if (statement instanceof Declaration.Binding binding) {
        Span span = binding.name().span();
        bound.put(span, net.name().text() + "." + binding.name().text());
        if (scope.isUsed(binding.name().text())) {
          used.add(span);
        }
      }
    }
  }

  /** Notes that a value of a net was asked for from outside. */
  void used(String net, String name) {
    usedOutside.put(net + "." + name, true);
  }

  /** Warns of values that nothing uses. */
  void warnUnused() {
    bound.forEach(
        (span, name) -> {
          if (!used.contains(span) && !usedOutside.containsKey(name)) {
            problems.add(
                Diagnostic.of(Code.UNUSED_VALUE, span, "nothing uses '%s'".formatted(span.text()))
                    .help("make it an output, use it, or remove it"));
          }
        });
  }
}
