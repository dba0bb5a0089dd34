package dev.netc.compiler.check;

import dev.netc.compiler.data.DataSchema;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.network.NetworkBuilder;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.ValueType;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import dev.netc.compiler.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How the columns of data meet the inputs of a net that is trained, and the names of its loss. */
final class Feeding {
  private final Problems problems;
  private final Declaration.Train train;
  private final NetworkBuilder builder;
  private final Optional<DataSpec> data;
  private final Map<String, String> columns = new HashMap<>();

  /** Values of the net that are called like a column which feeds no input. */
  private final Set<String> hiding = new TreeSet<>();

  Feeding(
      Problems problems, Declaration.Train train, NetworkBuilder builder, Optional<DataSpec> data) {
    this.problems = problems;
    this.train = train;
    this.builder = builder;
    this.data = data;
  }

  /** The column that feeds each input. */
  Map<String, String> columns() {
    return columns;
  }

  /** Ties each input to the column of its name. */
  void feed() {
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
    Span at = TrainSettings.setting(train, Keyword.DATA).orElseThrow().span();
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
  void checkClasses() {
    data.flatMap(DataSpec::schema).ifPresent(this::checkClasses);
  }

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
  Scope quantities(Scope outer, NetCalls.Body body) {
    Scope inner = new Scope(outer);
    if (data.isPresent() && data.get().schema().isPresent()) {
      for (DataSchema.Column column : data.get().schema().get().columns()) {
        if (!columns.containsKey(column.name())) {
          inner.bind(column.name(), new Term.Tensor(columnInput(column)), data.get().span());
        }
      }
    }
    hiding.addAll(body.scope().entries().keySet());
    hiding.addAll(body.outputs().keySet());
    hiding.retainAll(inner.entries().keySet());
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

  /** Warns where the loss or a metric names a value of the net, and may mean a column. */
  void checkHidden(Scope quantities) {
    for (String name : hiding) {
      if (quantities.isUsed(name)) {
        Span declared = quantities.own(name).orElseThrow().span();
        problems.add(
            Diagnostic.of(
                    Code.HIDDEN_COLUMN,
                    declared,
                    "'%s' hides the column of this name".formatted(name))
                .label(train.name().span(), "names in this train mean the value of the net")
                .help("give the value another name, so that both can be named"));
      }
    }
  }

  private Value columnInput(DataSchema.Column column) {
    columns.put(column.name(), column.name());
    ValueType type = new ValueType(TensorType.batched(column.shape()), column.isLabel());
    return builder.input(column.name(), type, train.name().span());
  }
}
