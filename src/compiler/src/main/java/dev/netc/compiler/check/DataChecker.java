package dev.netc.compiler.check;

import dev.netc.compiler.data.DataCall;
import dev.netc.compiler.data.DataFunction.Kind;
import dev.netc.compiler.data.DataMismatch;
import dev.netc.compiler.data.DataSchema;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkBuilder;
import dev.netc.compiler.network.Path;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks {@code data} declarations. */
final class DataChecker {
  private final Evaluator evaluator;
  private final DataCalls calls;
  private final Problems problems;
  private final Schemas schemas;
  private final Scope top;

  DataChecker(Evaluator evaluator, Schemas schemas, Scope top) {
    this.evaluator = evaluator;
    this.calls = new DataCalls(evaluator);
    this.problems = evaluator.problems;
    this.schemas = schemas;
    this.top = top;
  }

  Optional<DataSpec> check(Declaration.Data data) {
    Context c = context(new NetworkBuilder(), new Scope(top));
    Optional<DataCall> head = calls.of(data.source().head(), Kind.READER, c);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    boolean block = data.source().columns().isPresent();
    boolean hasColumns = data.source().columns().filter(columns -> !columns.isEmpty()).isPresent();
    boolean wantsBlock = head.get().name().equals("table") || head.get().name().equals("generate");
    if (wantsBlock ? !hasColumns : block) {
      problems.add(
          Diagnostic.of(
                  Code.SYNTAX_ERROR,
                  data.source().span(),
                  wantsBlock
                      ? "%s needs columns in braces".formatted(head.get().name())
                      : "%s takes no columns".formatted(head.get().name()))
              .help("write %s { x = … }".formatted(wantsBlock ? head.get().name() : "table")));
      return Optional.empty();
    }
    Map<String, DataSpec.LiteralColumn> columns = new LinkedHashMap<>();
    Optional<Network> generated = Optional.empty();
    if (head.get().name().equals("table")) {
      columns = table(data.source().columns().get(), c);
    } else if (block) {
      generated = generate(data, c);
      if (generated.isEmpty()) {
        return Optional.empty();
      }
    }
    if (columns == null) {
      return Optional.empty();
    }
    List<DataCall> transforms = new ArrayList<>();
    for (Expression e : data.transforms()) {
      Optional<DataCall> transform = calls.of(e, Kind.TRANSFORM, c);
      if (transform.isEmpty()) {
        return Optional.empty();
      }
      transforms.add(transform.get());
    }
    int before = problems.errors();
    Optional<DataSchema> schema =
        schema(head.get(), columns, generated, data).flatMap(read -> after(transforms, read));
    if (problems.errors() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new DataSpec(
            data.name().text(),
            head.get().name(),
            head.get().arguments().values(),
            transforms,
            columns,
            generated,
            schema,
            data.span()));
  }

  /** The columns after transforms; empty if one cannot take them, which is reported. */
  private Optional<DataSchema> after(List<DataCall> transforms, DataSchema read) {
    DataSchema schema = read;
    for (DataCall transform : transforms) {
      try {
        schema = transform.columnsAfter(schema);
      } catch (DataMismatch e) {
        problems.add(DataCalls.mismatch(Code.SHAPE_MISMATCH, transform.span(), e));
        return Optional.empty();
      }
    }
    return Optional.of(schema);
  }

  private Context context(NetworkBuilder builder, Scope scope) {
    return new Context(scope, builder, Path.root(), new Instance(), Context.Place.DATA, 0);
  }

  /** The columns of a table, or null if one is wrong. */
  private Map<String, DataSpec.LiteralColumn> table(List<Declaration.Binding> bindings, Context c) {
    Map<String, DataSpec.LiteralColumn> columns = new LinkedHashMap<>();
    int rows = -1;
    boolean valid = true;
    for (Declaration.Binding binding : bindings) {
      Term term = evaluator.evaluate(binding.value(), c);
      Optional<Tensors.Numbers> numbers = evaluator.tensors.numbers(term, binding.value().span());
      if (numbers.isEmpty() || numbers.get().shape().rank() == 0) {
        if (numbers.isPresent()) {
          problems.add(
              Diagnostic.of(
                  Code.SHAPE_MISMATCH,
                  binding.value().span(),
                  "a column is a list with an item for each row"));
        }
        evaluator.bind(c.scope(), binding.name(), Term.BROKEN);
        valid = false;
        continue;
      }
      Shape shape = numbers.get().shape();
      if (rows >= 0 && shape.dim(0) != rows) {
        problems.add(
            Diagnostic.of(
                Code.COLUMN_MISMATCH,
                binding.span(),
                "the column '%s' has %d rows, the others have %d"
                    .formatted(binding.name(), shape.dim(0), rows)));
        valid = false;
      }
      rows = shape.dim(0);
      evaluator.bind(c.scope(), binding.name(), term);
      columns.put(
          binding.name().text(),
          new DataSpec.LiteralColumn(shape.without(0), numbers.get().values()));
    }
    return valid ? columns : null;
  }

  /** The columns of generated data as the outputs of a network that is run once for all rows. */
  private Optional<Network> generate(Declaration.Data data, Context outer) {
    NetworkBuilder builder = new NetworkBuilder();
    Context c = context(builder, outer.scope());
    int before = problems.errors();
    for (Declaration.Binding binding : data.source().columns().get()) {
      Path path = Path.root().named(binding.name().text());
      Term term = evaluator.evaluate(binding.value(), c.at(path));
      Optional<Value> value = evaluator.tensors.of(term, binding.value().span(), c.at(path));
      value.ifPresent(v -> builder.output(binding.name().text(), v));
      Term column = value.<Term>map(Term.Tensor::new).orElse(Term.BROKEN);
      evaluator.bind(c.scope(), binding.name(), column);
    }
    return problems.errors() > before
        ? Optional.empty()
        : Optional.of(
            builder.build(
                data.name().text(), "", data.span().source().name(), p -> p.initializer()));
  }

  private Optional<DataSchema> schema(
      DataCall head,
      Map<String, DataSpec.LiteralColumn> columns,
      Optional<Network> generated,
      Declaration.Data data) {
    List<DataSchema.Column> known = new ArrayList<>();
    if (generated.isPresent()) {
      generated
          .get()
          .outputs()
          .forEach(
              (name, v) ->
                  known.add(
                      new DataSchema.Column(name, v.type().shape(), v.type().index() ? 0 : -1)));
      return Optional.of(new DataSchema(known, List.of("train")));
    } else if (!columns.isEmpty()) {
      columns.forEach((name, column) -> known.add(new DataSchema.Column(name, column.shape(), -1)));
      return Optional.of(new DataSchema(known, List.of("train")));
    }
    if (head.function().columns().isPresent()) {
      return head.function().columns();
    }
    Schemas.Found found = schemas.of(head.name(), head.arguments().values(), data.span().source());
    if (!found.problem().isEmpty()) {
      unreadable(data, found.problem());
    }
    return found.schema();
  }

  private void unreadable(Declaration.Data data, List<String> problem) {
    Diagnostic.Builder error =
        Diagnostic.of(
            Code.DATA_UNREADABLE,
            data.source().span(),
            "the data %s cannot be read".formatted(data.name()));
    problem.get(0).lines().forEach(error::note);
    if (problem.size() > 1 && !problem.get(1).isEmpty()) {
      error.help(problem.get(1));
    }
    problems.add(error);
  }
}
