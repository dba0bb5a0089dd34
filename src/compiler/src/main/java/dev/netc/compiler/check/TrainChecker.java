package dev.netc.compiler.check;

import dev.netc.compiler.data.DataSchema;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkBuilder;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.network.Path;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.ValueType;
import dev.netc.compiler.op.optimizer.OptimizerSpec;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.NetStatement;
import dev.netc.compiler.syntax.TrainStatement;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Map<String, String> columns = new HashMap<>();

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
    if (net.isEmpty() || (setting(Keyword.DATA).isPresent() && data.isEmpty())) {
      return Optional.empty();
    }
    Optional<NetCalls.Body> body =
        evaluator.nets.body(net.get(), Map.of(), net.get().span, c.at(Path.root()));
    if (body.isEmpty() || !declaresInputs(net.get())) {
      return Optional.empty();
    }
    body.get().outputs().forEach(builder::output);
    feed(data);
    Scope inner = quantities(scope, body.get(), data);
    Optional<Loss> loss = loss(c.in(inner));
    List<TrainSpec.Metric> metrics = metrics(c.in(inner));
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
    data.flatMap(DataSpec::schema).ifPresent(this::checkClasses);
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
            columns,
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
                .note("settings are " + String.join(", ", TrainSettings.WORDS))
                .suggest(Suggestion.nearest(unknown.word().text(), TrainSettings.WORDS)));
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

  /** Ties each input to the column of its name. */
  private void feed(Optional<DataSpec> data) {
    for (Value input : List.copyOf(builder.inputs())) {
      String name = ((Value.Definition.Input) input.definition()).name();
      if (data.isEmpty()) {
        problems.add(
            Diagnostic.of(
                    Code.MISSING_SETTING,
                    train.name().span(),
                    "the input '%s' of the net needs data".formatted(name))
                .label(input.span(), "declared here")
                .help("add a line  data name"));
        continue;
      }
      columns.put(name, name);
      data.get().schema().ifPresent(schema -> checkColumn(input, name, schema, data.get()));
    }
  }

  private void checkColumn(Value input, String name, DataSchema schema, DataSpec data) {
    Optional<DataSchema.Column> column = schema.column(name);
    Span at = setting(Keyword.DATA).get().span();
    if (column.isEmpty()) {
      List<String> names = schema.columns().stream().map(DataSchema.Column::name).toList();
      problems.add(
          Diagnostic.of(
                  Code.COLUMN_MISSING,
                  at,
                  "the data %s has no column for the input '%s'".formatted(data.name(), name))
              .label(input.span(), "declared here")
              .note("it has " + String.join(", ", names))
              .help("name the input after a column"));
    } else if (column.get().shape().size() != input.type().shape().size()) {
      problems.add(
          Diagnostic.of(
                  Code.COLUMN_MISMATCH,
                  at,
                  "the column '%s' does not fit the input".formatted(name))
              .label(input.span(), "the input is " + input.type().shape())
              .note(
                  "the column is %s: %d numbers for each sample, not %d"
                      .formatted(
                          column.get().shape(),
                          column.get().shape().size(),
                          input.type().shape().size())));
    }
  }

  /** A net must have a score for every class of a label that it is compared with. */
  private void checkClasses(DataSchema schema) {
    for (Value value : builder.values()) {
      if (!(value.definition() instanceof Value.Definition.Call call)
          || call.operands().size() < 2
          || !(call.operands().get(1).definition() instanceof Value.Definition.Input input)) {
        continue;
      }
      Optional<DataSchema.Column> column =
          schema.column(input.name()).filter(DataSchema.Column::isLabel);
      ValueType scores = call.operands().get(0).type();
      boolean compares =
          List.of("cross_entropy", "top_k_accuracy", "accuracy", "hinge")
              .contains(call.operation().name());
      if (compares
          && column.isPresent()
          && scores.shape().rank() > 0
          && scores.shape().size() > 1
          && scores.shape().dim(-1) < column.get().classes()) {
        problems.add(
            Diagnostic.of(
                    Code.COLUMN_MISMATCH,
                    value.span(),
                    "'%s' has %d classes, but the net has scores for %d"
                        .formatted(input.name(), column.get().classes(), scores.shape().dim(-1)))
                .label(call.operands().get(0).span(), "the scores are " + scores.shape())
                .help("give the last layer %d units".formatted(column.get().classes())));
      }
    }
  }

  /** What the loss can name: values of the net, columns of the data, and all weights together. */
  private Scope quantities(Scope outer, NetCalls.Body body, Optional<DataSpec> data) {
    Scope inner = new Scope(outer);
    if (data.isPresent() && data.get().schema().isPresent()) {
      for (DataSchema.Column column : data.get().schema().get().columns()) {
        if (!columns.containsKey(column.name())) {
          inner.bind(column.name(), new Term.Tensor(columnInput(column)), data.get().span());
        }
      }
    }
    body.scope().entries().forEach((name, e) -> inner.bind(name, e.term(), e.span()));
    body.outputs()
        .forEach(
            (name, v) -> {
              Span place = inner.own(name).map(Scope.Entry::span).orElse(v.span());
              inner.bind(name, new Term.Tensor(v), place);
            });
    List<Value> weights =
        builder.parameters().stream().filter(p -> p.isWeight()).map(p -> p.value()).toList();
    if (inner.own("weights").isEmpty()) {
      inner.bind("weights", new Term.Tensors(weights), train.span());
    }
    return inner;
  }

  private Value columnInput(DataSchema.Column column) {
    columns.put(column.name(), column.name());
    ValueType type = new ValueType(TensorType.batched(column.shape()), column.isLabel());
    return builder.input(column.name(), type, train.name().span());
  }

  /** What is minimised or maximised. */
  private record Loss(Value value, boolean maximize) {}

  private Optional<Loss> loss(Context c) {
    Optional<TrainStatement.Setting> minimize = setting(Keyword.MINIMIZE);
    Optional<TrainStatement.Setting> maximize = setting(Keyword.MAXIMIZE);
    if (minimize.isPresent() == maximize.isPresent()) {
      problems.add(
          Diagnostic.of(
                  minimize.isPresent() ? Code.DUPLICATE_SETTING : Code.MISSING_SETTING,
                  maximize.map(TrainStatement.Setting::span).orElse(train.name().span()),
                  "a train has one `minimize` or one `maximize`")
              .help("such as: minimize cross_entropy(output, label)"));
      return Optional.empty();
    }
    Expression e = minimize.or(() -> maximize).get().value();
    Context at = c.at(Path.root().named("loss"));
    Optional<Value> value = evaluator.tensors.of(evaluator.evaluate(e, at), e.span(), at);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().type().shape().size() != 1) {
      problems.add(
          Diagnostic.of(
                  Code.NOT_A_SCALAR,
                  e.span(),
                  "what is minimised is one number, but this is " + value.get().type().shape())
              .help("use a loss, or sum(…) or mean(…)"));
      return Optional.empty();
    }
    if (value.get().definition() instanceof Value.Definition.Call call
        && call.operation().has(Operation.Trait.ZERO_SLOPE)
        && call.operation().has(Operation.Trait.METRIC)) {
      problems.add(
          Diagnostic.of(
                  Code.ZERO_SLOPE,
                  e.span(),
                  "%s has slope zero wherever it has one: nothing is learnt from it"
                      .formatted(call.operation()))
              .help("minimise a loss such as cross_entropy, and report " + call.operation()));
    }
    return Optional.of(new Loss(value.get(), maximize.isPresent()));
  }

  private List<TrainSpec.Metric> metrics(Context c) {
    List<TrainSpec.Metric> metrics = new ArrayList<>();
    for (TrainStatement s : train.statements()) {
      if (s instanceof TrainStatement.ReportMetrics report) {
        for (Expression e : report.metrics()) {
          Context at = c.at(Path.root().named("metric"));
          Optional<Value> value = evaluator.tensors.of(evaluator.evaluate(e, at), e.span(), at);
          value.ifPresent(v -> metrics.add(new TrainSpec.Metric(metricName(v, e, metrics), v)));
        }
      }
    }
    return metrics;
  }

  private static String metricName(Value value, Expression e, List<TrainSpec.Metric> others) {
    String name =
        e instanceof Expression.NameReference n
            ? n.name()
            : value.definition() instanceof Value.Definition.Call call
                ? call.operation().name()
                : "metric";
    long same =
        others.stream()
            .filter(m -> m.name().equals(name) || m.name().startsWith(name + "_"))
            .count();
    return same == 0 ? name : name + "_" + (same + 1);
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
