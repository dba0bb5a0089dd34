package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkBuilder;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.network.Path;
import dev.netc.compiler.op.optimizer.OptimizerSpec;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.NetStatement;
import dev.netc.compiler.syntax.TrainStatement;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks one {@code train} declaration for given arguments. */
final class TrainChecker {
  private final Evaluator evaluator;
  private final Problems problems;
  private final Scope top;
  private final TestFunctions.Trains declared;
  private final Declaration.Train train;
  private final NetworkBuilder builder = new NetworkBuilder();

  TrainChecker(
      Evaluator evaluator, Scope top, TestFunctions.Trains declared, Declaration.Train train) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
    this.top = top;
    this.declared = declared;
    this.train = train;
  }

  Optional<TrainSpec> check(List<Argument> arguments, Span use) {
    int before = problems.errors();
    Scope scope = new Scope(top);
    Context c = new Context(scope, builder, Path.root(), new Instance(), Context.Place.TRAIN, 0);
    if (notSupported()
        || !evaluator.nets.parameters(
            train.parameters(), train.name().text(), arguments, use, scope, c)) {
      return Optional.empty();
    }
    bindings(c);
    Optional<Layer.OfNet> net = net(c);
    Optional<DataSpec> data = data(c);
    if (net.isEmpty()
        || (setting(Keyword.DATA).isPresent() && data.isEmpty())
        || !declaresInputs(net.get())) {
      return Optional.empty();
    }
    Optional<NetCalls.Body> body =
        evaluator.nets.body(net.get(), Map.of(), net.get().span, c.at(Path.root()));
    if (body.isEmpty()) {
      return Optional.empty();
    }
    body.get().outputs().forEach(builder::output);
    Feeding feeding = new Feeding(problems, train, builder, data);
    feeding.feed();
    Scope inner = feeding.quantities(scope, body.get());
    Objective objective = new Objective(evaluator, train, c.in(inner));
    Optional<Objective.Loss> loss = objective.loss();
    List<TrainSpec.Metric> metrics = objective.metrics();
    feeding.checkHidden(inner);
    String netName = net.get().declaration.name().text();
    inner.entries().keySet().stream()
        .filter(inner::isUsed)
        .forEach(name -> evaluator.nets.used(netName, name));
    TrainSettings settings = new TrainSettings(evaluator, declared, train, c);
    Optional<OptimizerSpec> optimizer = settings.optimizer();
    Optional<TrainSpec.Settings> all =
        settings.check(data, metrics.stream().map(TrainSpec.Metric::name).toList());
    if (loss.isEmpty() || optimizer.isEmpty() || all.isEmpty() || problems.errors() > before) {
      return Optional.empty();
    }
    Initializers initializers = new Initializers(builder);
    LearningRates.Marked marked =
        settings
            .rates()
            .mark(
                builder.build(
                    train.name().text(),
                    train.documentation(),
                    train.span().source().name(),
                    initializers::resolve));
    Network network = marked.network();
    feeding.checkClasses();
    if (problems.errors() > before || !trainable(network)) {
      return Optional.empty();
    }
    if (all.get().ensemble() > 1) {
      Ensembles.check(network, loss.get().value(), metrics, problems);
    }
    if (problems.errors() > before) {
      return Optional.empty();
    }
    Lints.check(network, loss.get().value(), all.get().batch(), problems, train.name().span());
    return Optional.of(
        new TrainSpec(
            train.name().text(),
            train.documentation(),
            variant(arguments),
            network,
            loss.get().value(),
            loss.get().maximize(),
            metrics,
            data,
            feeding.columns(),
            optimizer.get(),
            marked.rates(),
            all.get(),
            train.span()));
  }

  /** The arguments as text, so that equal calls are one training. */
  private static String variant(List<Argument> arguments) {
    List<String> parts = new ArrayList<>();
    for (Argument a : arguments) {
      parts.add(a.name().map(n -> n + " = ").orElse("") + a.span().text().replaceAll("\\s+", " "));
    }
    return String.join(", ", parts);
  }

  private boolean notSupported() {
    for (TrainStatement s : train.statements()) {
      if (s instanceof TrainStatement.StepBlock step) {
        problems.add(
            Diagnostic.of(
                Code.NOT_SUPPORTED,
                step.span(),
                "training several nets with a `step` each is not supported yet"));
        return true;
      } else if (s instanceof TrainStatement.Unknown unknown
          && unknown.word().text().equals("learning_rate")) {
        problems.add(
            Diagnostic.of(
                    Code.UNKNOWN_SETTING,
                    unknown.word().span(),
                    "the learning rate is a setting of the optimizer")
                .help("write  optimizer sgd(lr = 0.1)")
                .note("for some layers alone:  learning_rate * 0.1 for features"));
      } else if (s instanceof TrainStatement.Unknown unknown) {
        problems.add(
            Diagnostic.of(
                    Code.UNKNOWN_SETTING,
                    unknown.word().span(),
                    "there is no setting '%s'".formatted(unknown.word()))
                .note("settings are " + String.join(", ", SettingCatalogue.words()))
                .suggest(Suggestion.nearest(unknown.word().text(), SettingCatalogue.words())));
      }
    }
    return false;
  }

  private void bindings(Context c) {
    for (TrainStatement s : train.statements()) {
      if (s instanceof Declaration.Binding binding) {
        evaluator.bind(c.scope(), binding.name(), evaluator.evaluate(binding.value(), c));
      }
    }
  }

  private Optional<TrainStatement.Setting> setting(Keyword keyword) {
    return TrainSettings.setting(train, keyword);
  }

  private Optional<Layer.OfNet> net(Context c) {
    List<TrainStatement.Network> nets = new ArrayList<>();
    for (TrainStatement s : train.statements()) {
      if (s instanceof TrainStatement.Network n) {
        nets.add(n);
      }
    }
    if (nets.size() > 1) {
      problems.add(
          Code.NOT_SUPPORTED, nets.get(1).span(), "a train with several nets is not supported yet");
      return Optional.empty();
    } else if (nets.isEmpty()) {
      problems.add(
          Diagnostic.of(
                  Code.MISSING_SETTING,
                  train.name().span(),
                  "the train %s has no net".formatted(train.name()))
              .help("say what is trained: net Name"));
      return Optional.empty();
    }
    Expression e = nets.get(0).value();
    Term term = e instanceof Expression.Call call ? netOf(call, c) : evaluator.evaluate(e, c);
    if (term instanceof Term.Net net) {
      return Optional.of(new Layer.OfNet(net.declaration(), List.of(), Path.root(), e.span()));
    } else if (term instanceof Layer.OfNet net) {
      return Optional.of(new Layer.OfNet(net.declaration, net.arguments, Path.root(), e.span()));
    }
    if (term != Term.BROKEN) {
      problems.add(Code.TYPE_MISMATCH, e.span(), "a net is trained, but this is " + term.kind());
    }
    return Optional.empty();
  }

  /** {@code net Name(arguments)}: the net is not applied, whatever it takes. */
  private Term netOf(Expression.Call call, Context c) {
    Term target = evaluator.evaluate(call.target(), c);
    if (target instanceof Term.Net net) {
      List<Argument> arguments = evaluator.calls.arguments(call.arguments(), c);
      boolean broken = arguments.stream().anyMatch(a -> a.value() == Term.BROKEN);
      return broken
          ? Term.BROKEN
          : new Layer.OfNet(net.declaration(), arguments, Path.root(), call.span());
    }
    return target;
  }

  private boolean declaresInputs(Layer.OfNet net) {
    for (var statement : net.declaration.statements()) {
      if (statement instanceof NetStatement.Input input && input.dimensions().isEmpty()) {
        problems.add(
            Diagnostic.of(
                    Code.MISSING_ARGUMENT,
                    net.span,
                    "the input '%s' of %s has no shape"
                        .formatted(input.name(), net.declaration.name()))
                .label(input.span(), "declared here")
                .help("declare its dimensions, or use the net inside of one that does"));
        return false;
      }
    }
    return true;
  }

  private Optional<DataSpec> data(Context c) {
    Optional<TrainStatement.Setting> setting = setting(Keyword.DATA);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    Expression e = setting.get().value();
    Term term = evaluator.evaluate(e, c);
    if (term instanceof Term.Data data) {
      return declared.data(data.declaration());
    }
    if (term != Term.BROKEN) {
      problems.add(
          Diagnostic.of(
                  Code.TYPE_MISMATCH,
                  e.span(),
                  "a train learns from data, but this is " + term.kind())
              .help("declare it: data name = …"));
    }
    return Optional.empty();
  }

  private boolean trainable(Network network) {
    if (network.parameters().stream().noneMatch(NetworkParameter::isTrained)) {
      problems.add(
          Diagnostic.of(
              Code.NOTHING_TO_TRAIN,
              train.name().span(),
              network.parameterCount() == 0
                  ? "this net has no parameters to train"
                  : "all parameters are frozen"));
      return false;
    }
    return true;
  }
}
