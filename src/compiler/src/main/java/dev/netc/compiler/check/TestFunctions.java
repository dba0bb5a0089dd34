package dev.netc.compiler.check;

import dev.netc.compiler.data.DataSchema;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What only tests can ask: trainings as values, evaluations, gradient checks, rows of data. */
final class TestFunctions {
  static final Set<String> NAMES =
      WordCatalogue.of(WordCatalogue.Kind.TEST_FUNCTION).stream()
          .map(WordCatalogue.Entry::name)
          .collect(Collectors.toUnmodifiableSet());

  /** The argument of evaluate that is a word. */
  static final String STORAGE = "storage";

  private static final List<String> STORAGES = List.of("fp32", "fp16", "bf16");
  private static final Set<String> SPLITS = Set.of("train", "validation", "test");

  /** Finds the training of a declaration for given arguments, and the data of a declaration. */
  interface Trains {
    Optional<TrainSpec> train(Declaration.Train declaration, List<Argument> arguments, Span span);

    Optional<DataSpec> data(Declaration.Data declaration);
  }

  private final Evaluator evaluator;
  private final Problems problems;
  private final Trains trains;

  TestFunctions(Evaluator evaluator, Trains trains) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
    this.trains = trains;
  }

  /** A training, run when the test runs. */
  Term run(Declaration.Train train, Expression.Call call, List<Argument> arguments, Context c) {
    if (!c.inTest()) {
      problems.add(
          Diagnostic.of(Code.TYPE_MISMATCH, call.span(), "a training is a value in tests only"));
      return Term.BROKEN;
    }
    return trains
        .train(train, arguments, call.span())
        .<Term>map(spec -> new Term.Outside(new OutsideValue.Run(spec, "")))
        .orElse(Term.BROKEN);
  }

  Term call(String name, Expression.Call call, List<Argument> arguments, Context c) {
    Optional<Term.Train> train =
        arguments.stream()
            .filter(a -> a.name().isEmpty())
            .findFirst()
            .map(Argument::value)
            .filter(Term.Train.class::isInstance)
            .map(Term.Train.class::cast);
    Optional<TrainSpec> spec = Optional.empty();
    if (train.isPresent()) {
      spec = trains.train(train.get().declaration(), List.of(), call.span());
    } else if (!arguments.isEmpty()
        && arguments.get(0).value() instanceof Term.Outside o
        && o.value() instanceof OutsideValue.Run run
        && run.path().isEmpty()) {
      spec = Optional.of(run.train());
    } else {
      problems.add(
          Diagnostic.of(Code.MISSING_ARGUMENT, call.span(), "%s needs a train".formatted(name))
              .help("write %s(Name) with the name of a train".formatted(name)));
    }
    if (spec.isEmpty()) {
      return Term.BROKEN;
    }
    return switch (name) {
      case "gradient_error" -> scalar(new OutsideValue.GradientError(spec.get()), call.span(), c);
      case "gradient_difference" ->
          new Term.Outside(new OutsideValue.GradientDifference(spec.get(), ""));
      default -> evaluate(spec.get(), arguments, call);
    };
  }

  private Term evaluate(TrainSpec spec, List<Argument> arguments, Expression.Call call) {
    Optional<String> file = Optional.empty();
    Optional<String> storage = Optional.empty();
    for (Argument a : arguments) {
      String name = a.name().map(n -> n.text()).orElse("");
      if (name.equals("from") && a.value() instanceof Term.Text text) {
        file = Optional.of(text.value());
      } else if (name.equals(STORAGE) && a.value() instanceof Term.Word word) {
        if (!STORAGES.contains(word.text())) {
          problems.unknown(Code.UNKNOWN_NAME, a.span(), "storage", word.text(), STORAGES);
          return Term.BROKEN;
        }
        storage = Optional.of(word.text());
      } else if (a.name().isPresent()) {
        problems.add(
            Diagnostic.of(
                    Code.UNKNOWN_ARGUMENT,
                    a.name().get().span(),
                    "evaluate has no argument '%s'".formatted(a.name().get()))
                .note("it is evaluate(Train, from = \"weights.safetensors\", storage = fp16)"));
        return Term.BROKEN;
      }
    }
    if (file.isEmpty() && storage.isEmpty()) {
      problems.add(
          Diagnostic.of(Code.MISSING_ARGUMENT, call.span(), "evaluate needs a file of weights")
              .help("write evaluate(Train, from = \"weights.safetensors\")"));
      return Term.BROKEN;
    }
    return new Term.Outside(new OutsideValue.Evaluated(spec, file, storage.orElse("fp32"), ""));
  }

  private Term scalar(OutsideValue value, Span span, Context c) {
    return new Term.Tensor(evaluator.tensors.outside(value, Shape.SCALAR, span, c));
  }

  // ------------------------------------------------------------ parts

  Term member(OutsideValue value, Expression.Member member, Context c) {
    String name = member.name().text();
    if (value instanceof OutsideValue.Run run) {
      return ofRun(run, join(run.path(), name), member, c);
    } else if (value instanceof OutsideValue.Evaluated evaluated) {
      String path = join(evaluated.path(), name);
      OutsideValue part =
          new OutsideValue.Evaluated(
              evaluated.train(), evaluated.file(), evaluated.storage(), path);
      return isFigure(evaluated.train(), path)
          ? scalar(part, member.span(), c)
          : split(evaluated.train(), path)
              ? new Term.Outside(part)
              : unknown(evaluated.train(), member);
    } else if (value instanceof OutsideValue.GradientDifference difference) {
      String path = join(difference.parameter(), name);
      List<NetworkParameter> parameters =
          difference.train().network().parameters().stream()
              .filter(NetworkParameter::isTrained)
              .toList();
      if (parameters.stream().anyMatch(p -> p.name().equals(path))) {
        return scalar(
            new OutsideValue.GradientDifference(difference.train(), path), member.span(), c);
      }
      return parameters.stream().anyMatch(p -> p.name().startsWith(path))
          ? new Term.Outside(new OutsideValue.GradientDifference(difference.train(), path))
          : unknown(difference.train(), member);
    } else if (value instanceof OutsideValue.OfData data) {
      return ofData(data, member, c);
    }
    problems.add(
        Code.UNKNOWN_MEMBER, member.name().span(), "%s has no parts".formatted(value.kind()));
    return Term.BROKEN;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** {@code test.accuracy}, {@code validation.loss}. */
  private static boolean isFigure(TrainSpec train, String path) {
    int dot = path.indexOf('.');
    return dot > 0
        && SPLITS.contains(path.substring(0, dot))
        && isMetric(train, path.substring(dot + 1));
  }

  private static boolean isMetric(TrainSpec train, String name) {
    return name.equals("loss") || train.metrics().stream().anyMatch(m -> m.name().equals(name));
  }

  private static boolean split(TrainSpec train, String path) {
    return SPLITS.contains(path);
  }

  private Term ofRun(OutsideValue.Run run, String path, Expression.Member member, Context c) {
    TrainSpec train = run.train();
    OutsideValue part = new OutsideValue.Run(train, path);
    boolean history = path.endsWith(".history");
    String value = history ? path.substring(0, path.length() - ".history".length()) : path;
    Optional<Shape> shape = shape(train, value);
    if (path.equals("loss") || isFigure(train, path)) {
      return scalar(part, member.span(), c);
    } else if (path.equals("loss.history") || (history && shape.isPresent())) {
      return history(
          part, path.equals("loss.history") ? Shape.SCALAR : shape.get(), train, member, c);
    } else if (shape.isPresent()) {
      return new Term.Outside(part);
    }
    String prefix = path + ".";
    boolean isPrefix =
        split(train, path)
            || train.network().named().keySet().stream().anyMatch(n -> n.startsWith(prefix))
            || train.network().parameters().stream().anyMatch(p -> p.name().startsWith(prefix));
    return isPrefix ? new Term.Outside(part) : unknown(train, member);
  }

  /** The shape of a parameter or of a named value that is not per sample. */
  private static Optional<Shape> shape(TrainSpec train, String name) {
    if (train.isEnsemble()) {
      return Optional.empty(); // each member has its own
    }
    Network network = train.network();
    for (NetworkParameter p : network.parameters()) {
      if (p.name().equals(name)) {
        return Optional.of(p.shape());
      }
    }
    return Optional.ofNullable(network.named().get(name))
        .filter(v -> !v.type().batched())
        .map(v -> v.type().shape());
  }

  private Term history(
      OutsideValue part, Shape shape, TrainSpec train, Expression.Member member, Context c) {
    if (train.settings().steps().isEmpty()) {
      problems.add(
          Diagnostic.of(
                  Code.TYPE_MISMATCH, member.span(), "the length of this history is not known")
              .help("give the train `steps` in place of epochs"));
      return Term.BROKEN;
    }
    Shape all = shape.inserting(0, train.settings().steps().getAsInt() + 1);
    return new Term.Tensor(evaluator.tensors.outside(part, all, member.span(), c));
  }

  /** A parameter or value of a run as a tensor, where one is needed. */
  Optional<Value> tensor(OutsideValue value, Span span, Context c) {
    if (value instanceof OutsideValue.Run run && !run.path().isEmpty()) {
      return shape(run.train(), run.path())
          .map(shape -> evaluator.tensors.outside(run, shape, span, c));
    }
    return Optional.empty();
  }

  private Term unknown(TrainSpec train, Expression.Member member) {
    Set<String> known = new TreeSet<>(train.network().named().keySet());
    train.network().parameters().forEach(p -> known.add(p.name()));
    train.metrics().forEach(m -> known.add(m.name()));
    known.addAll(SPLITS);
    known.add("loss");
    boolean perSample = train.network().named().containsKey(member.name().text());
    Diagnostic.Builder error =
        Diagnostic.of(
            Code.UNKNOWN_MEMBER,
            member.name().span(),
            "the training %s has no '%s'".formatted(train.name(), member.name()));
    problems.add(
        perSample
            ? error.note(
                "'%s' has a value for each sample, not one in all".formatted(member.name()))
            : error.suggest(Suggestion.nearest(member.name().text(), known)));
    return Term.BROKEN;
  }

  // ------------------------------------------------------------ data

  Term member(Declaration.Data declaration, Expression.Member member, Context c) {
    Optional<DataSpec> data = trains.data(declaration);
    if (data.isEmpty()) {
      return Term.BROKEN;
    }
    if (!SPLITS.contains(member.name().text())) {
      problems.unknown(
          Code.UNKNOWN_MEMBER, member.name().span(), "split", member.name().text(), SPLITS);
      return Term.BROKEN;
    }
    return new Term.Outside(
        new OutsideValue.OfData(
            data.get(), member.name().text(), "", Optional.empty(), Shape.SCALAR));
  }

  private Term ofData(OutsideValue.OfData data, Expression.Member member, Context c) {
    String name = member.name().text();
    if (data.column().isEmpty() && name.equals("rows")) {
      OutsideValue rows =
          new OutsideValue.OfData(
              data.data(), data.split(), "rows", Optional.empty(), Shape.SCALAR);
      return scalar(rows, member.span(), c);
    }
    Optional<DataSchema.Column> column = data.data().schema().flatMap(s -> s.column(name));
    if (column.isEmpty() || !data.column().isEmpty()) {
      List<String> known = new ArrayList<>(List.of("rows"));
      data.data().schema().ifPresent(s -> s.columns().forEach(col -> known.add(col.name())));
      problems.unknown(Code.UNKNOWN_MEMBER, member.name().span(), "column", name, known);
      return Term.BROKEN;
    }
    return new Term.Outside(
        new OutsideValue.OfData(
            data.data(), data.split(), name, Optional.empty(), column.get().shape()));
  }

  /** {@code mnist.train.label[0]}: one row of a column. */
  Optional<Term> row(OutsideValue value, Term index, Span span, Context c) {
    if (value instanceof OutsideValue.Run) {
      return tensor(value, span, c).map(v -> indexed(v, index, span, c));
    }
    if (!(value instanceof OutsideValue.OfData data) || data.column().isEmpty()) {
      return Optional.empty();
    }
    Optional<Integer> row = Conversions.integer(index).filter(i -> i >= 0);
    if (row.isEmpty()) {
      problems.add(Code.BAD_INDEX, span, "a row of data is chosen by one whole number from 0");
      return Optional.of(Term.BROKEN);
    }
    OutsideValue one =
        new OutsideValue.OfData(data.data(), data.split(), data.column(), row, data.shape());
    return Optional.of(new Term.Tensor(evaluator.tensors.outside(one, data.shape(), span, c)));
  }

  private Term indexed(Value value, Term index, Span span, Context c) {
    return new Indexing(evaluator).element(value, index, span, c);
  }
}
