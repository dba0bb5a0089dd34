package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkBuilder;
import dev.netc.compiler.network.Path;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.NetStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a whole program: a file and all that it imports. */
public final class Checker implements TestFunctions.Trains {
  private final Problems problems = new Problems();
  private final Scope top = new Scope(null);
  private final Loaded loaded;
  private final Evaluator evaluator;
  private final DataChecker dataChecker;
  private final Map<String, Optional<DataSpec>> data = new HashMap<>();
  private final Map<String, Optional<TrainSpec>> trains = new HashMap<>();

  private final Facts facts;

  private Checker(Source source, Imports imports, Schemas schemas, boolean wantsFacts) {
    this.facts = new Facts(wantsFacts);
    this.loaded = Loaded.load(source, imports, problems);
    this.evaluator = new Evaluator(problems, loaded, this, facts);
    this.dataChecker = new DataChecker(evaluator, schemas, top);
    evaluator.nets.top(top);
  }

  /** Checks a file with the files it imports and the data they declare. */
  public static Checked check(Source source, Imports imports, Schemas schemas) {
    Checker checker = new Checker(source, imports, schemas, false);
    Program program = checker.program();
    return new Checked(program, checker.problems.all());
  }

  /** Checks a file in the same way, and keeps what an editor asks about it. */
  public static Analysed analyse(Source source, Imports imports, Schemas schemas) {
    Checker checker = new Checker(source, imports, schemas, true);
    Checked checked = new Checked(checker.program(), checker.problems.all());
    Loaded loaded = checker.loaded;
    return new Analysed(checked, loaded.parsed(), loaded.declarations(), checker.facts);
  }

  private Program program() {
    loaded.declarations().forEach(this::declare);
    Map<String, Network> networks = new LinkedHashMap<>();
    Map<String, DataSpec> allData = new LinkedHashMap<>();
    Map<String, TrainSpec> allTrains = new LinkedHashMap<>();
    List<TestSpec> tests = new ArrayList<>();
    for (Declaration d : loaded.declarations()) {
      if (d instanceof Declaration.Net net && isOwn(net)) {
        network(net).ifPresent(n -> networks.put(net.name().text(), n));
      } else if (d instanceof Declaration.Data declaration) {
        data(declaration).ifPresent(spec -> allData.put(spec.name(), spec));
      } else if (d instanceof Declaration.Train train && hasDefaults(train.parameters())) {
        train(train, List.of(), train.name().span())
            .ifPresent(spec -> allTrains.put(spec.name(), spec));
      } else if (d instanceof Declaration.Experiment experiment) {
        notSupported(experiment);
      }
    }
    for (Declaration d : loaded.declarations()) {
      if (d instanceof Declaration.Test test && d.span().source() == loaded.main()) {
        new TestChecker(evaluator, top).check(test).ifPresent(tests::add);
      }
    }
    evaluator.nets.warnUnused();
    return new Program(networks, allData, allTrains, tests);
  }

  /** Nets of the standard library stand alone only where it is looked at itself. */
  private boolean isOwn(Declaration d) {
    Source source = d.span().source();
    return source == loaded.main() || !StandardLibrary.contains(source);
  }

  private void notSupported(Declaration.Experiment experiment) {
    problems.add(
        Diagnostic.of(
                Code.NOT_SUPPORTED,
                experiment.name().span(),
                "`%s` is understood but not supported yet".formatted(experiment.keyword()))
            .help("run its trainings one by one with `netc train`"));
  }

  private void declare(Declaration declaration) {
    if (declaration instanceof Declaration.Net net) {
      evaluator.bind(top, net.name(), new Term.Net(net));
    } else if (declaration instanceof Declaration.Data d) {
      evaluator.bind(top, d.name(), new Term.Data(d));
    } else if (declaration instanceof Declaration.Train train) {
      evaluator.bind(top, train.name(), new Term.Train(train));
    } else if (declaration instanceof Declaration.Experiment experiment) {
      evaluator.bind(top, experiment.name(), Term.BROKEN);
    }
  }

  private static boolean hasDefaults(List<Declaration.Parameter> parameters) {
    return parameters.stream().allMatch(p -> p.defaultValue().isPresent());
  }

  /** A net by itself, if its inputs have shapes and its parameters defaults. */
  private Optional<Network> network(Declaration.Net net) {
    boolean open =
        net.statements().stream()
            .anyMatch(s -> s instanceof NetStatement.Input in && in.dimensions().isEmpty());
    if (open || !hasDefaults(net.parameters())) {
      return Optional.empty();
    }
    NetworkBuilder builder = new NetworkBuilder();
    Context c = new Context(top, builder, Path.root(), new Instance(), Context.Place.NET, 0);
    Layer.OfNet layer = new Layer.OfNet(net, List.of(), Path.root(), net.name().span());
    Optional<NetCalls.Body> body = evaluator.nets.body(layer, Map.of(), net.name().span(), c);
    if (body.isEmpty()) {
      return Optional.empty();
    }
    body.get().outputs().forEach(builder::output);
    Network network =
        builder.build(
            net.name().text(),
            net.documentation(),
            net.span().source().name(),
            new Initializers(builder)::resolve);
    Lints.check(network, problems);
    return Optional.of(network);
  }

  @Override
  public Optional<DataSpec> data(Declaration.Data declaration) {
    String name = declaration.name().text();
    if (!data.containsKey(name)) {
      data.put(name, dataChecker.check(declaration));
    }
    return data.get(name);
  }

  @Override
  public Optional<TrainSpec> train(
      Declaration.Train declaration, List<Argument> arguments, Span span) {
    StringBuilder key = new StringBuilder(declaration.name().text());
    arguments.forEach(
        a ->
            key.append('|').append(a.name().map(n -> n.text() + "=").orElse("")).append(a.value()));
    if (!trains.containsKey(key.toString())) {
      Optional<TrainSpec> spec =
          new TrainChecker(evaluator, top, this, declaration).check(arguments, span);
      trains.put(key.toString(), spec);
    }
    return trains.get(key.toString());
  }
}
