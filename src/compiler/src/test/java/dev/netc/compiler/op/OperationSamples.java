package dev.netc.compiler.op;

import static java.util.Map.entry;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.Operand.Domain;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Calls of the operations of the catalogue: every shape and argument here that fits. */
final class OperationSamples {
  private static final List<Shape> ONE =
      List.of(
          Shape.SCALAR, Shape.of(1), Shape.of(3), Shape.of(2, 5), Shape.of(1, 7, 3), Shape.of(6));

  private static final List<Shape> IMAGES =
      List.of(Shape.of(3, 7), Shape.of(1, 4, 4), Shape.of(2, 4, 5), Shape.of(4, 5, 3));

  private static final List<List<Shape>> TWO =
      List.of(
          List.of(Shape.SCALAR, Shape.SCALAR),
          List.of(Shape.of(1), Shape.SCALAR),
          List.of(Shape.of(1), Shape.of(1)),
          List.of(Shape.of(3), Shape.of(3)),
          List.of(Shape.of(3), Shape.SCALAR),
          List.of(Shape.of(3), Shape.of(1)),
          List.of(Shape.SCALAR, Shape.of(5)),
          List.of(Shape.of(3, 1), Shape.of(1, 5)),
          List.of(Shape.of(2, 3), Shape.of(3)),
          List.of(Shape.of(2, 3), Shape.of(2)),
          List.of(Shape.of(2, 3), Shape.of(2, 3)),
          List.of(Shape.of(3), Shape.of(3, 4)),
          List.of(Shape.of(2, 3), Shape.of(3, 5)),
          List.of(Shape.of(2, 3), Shape.of(3, 1)),
          List.of(Shape.of(1, 7, 3), Shape.of(3, 2)),
          List.of(Shape.of(7, 1, 3), Shape.of(5, 3)));

  private static final List<List<Shape>> THREE =
      List.of(
          List.of(Shape.SCALAR, Shape.SCALAR, Shape.SCALAR),
          List.of(Shape.of(3), Shape.of(3), Shape.of(3)),
          List.of(Shape.of(3), Shape.SCALAR, Shape.of(1)),
          List.of(Shape.of(2, 1), Shape.of(5), Shape.of(2, 5)));

  /** Arguments to try, where the defaults alone are not enough. */
  private static final Map<String, List<Map<String, Object>>> ARGUMENTS =
      Map.ofEntries(
          entry("leaky_relu", List.of(Map.of(), Map.of("slope", 0.3))),
          entry("elu", List.of(Map.of(), Map.of("alpha", 0.5))),
          entry("step", List.of(Map.of(), Map.of("threshold", 0.7, "inclusive", true))),
          entry("clamp", List.of(Map.of("low", -0.5, "high", 1.25))),
          entry("huber", List.of(Map.of(), Map.of("delta", 0.4))),
          entry("sum", axes()),
          entry("mean", axes()),
          entry("variance", axes()),
          entry("max", axes()),
          entry("min", axes()),
          entry("argmax", List.of(Map.of(), Map.of("axis", 0), Map.of("axis", 1))),
          entry(
              "reshape",
              List.of(shape(), shape(1), shape(3), shape(1, 1), shape(5, 2), shape(7, 3))),
          entry(
              "transpose",
              List.of(
                  Map.of(),
                  Map.of("axes", List.of(0)),
                  Map.of("axes", List.of(1, 0)),
                  Map.of("axes", List.of(1, 2, 0)))),
          entry(
              "slice",
              List.of(
                  Map.of("first", 0, "last", 0),
                  Map.of("first", 1, "last", 2),
                  Map.of("first", 1, "last", 2, "axis", 1),
                  Map.of("first", 1, "last", 2, "axis", -1))),
          entry("index", List.of(Map.of("position", 0), Map.of("position", 1))),
          entry(
              "pick",
              List.of(
                  Map.of("positions", List.of(0)),
                  Map.of("positions", List.of(1, 0)),
                  Map.of("positions", List.of(2, 0, 2)))),
          entry("concat", List.of(Map.of(), Map.of("axis", 1), Map.of("axis", -1))),
          entry("stack", List.of(Map.of(), Map.of("axis", 1), Map.of("axis", 2))),
          entry("one_hot", List.of(Map.of("classes", 1), Map.of("classes", 4))),
          entry(
              "dense",
              List.of(
                  Map.of("units", 4),
                  Map.of("units", 1),
                  Map.of("units", 3, "bias", Boolean.FALSE))),
          entry("embedding", List.of(Map.of("size", 5, "width", 3), Map.of("size", 1, "width", 1))),
          entry("dropout", List.of(Map.of(), Map.of("rate", 0.0), Map.of("rate", 0.2))),
          entry("spatial_dropout", List.of(Map.of(), Map.of("rate", 0.0), Map.of("rate", 0.2))),
          entry("dropconnect", List.of(Map.of("units", 3), Map.of("units", 1, "rate", 0.2))),
          entry("conv", SpatialArguments.conv()),
          entry("conv_transpose", SpatialArguments.convTranspose()),
          entry("maxpool", SpatialArguments.maxpool()),
          entry("avgpool", SpatialArguments.avgpool()),
          entry("max_unpool", SpatialArguments.maxUnpool()),
          entry("upsample", SpatialArguments.upsample()),
          entry("pad", SpatialArguments.borders()),
          entry("crop", SpatialArguments.borders()),
          entry("space_to_depth", List.of(Map.of("block", 1), Map.of("block", 2))),
          entry("batchnorm", NormalizationArguments.batchnorm()),
          entry("layernorm", NormalizationArguments.layernorm()),
          entry("group_norm", NormalizationArguments.groupNorm()),
          entry("lrn", NormalizationArguments.lrn()),
          entry("top_k_accuracy", List.of(Map.of("k", 1), Map.of("k", 2))),
          entry("normal", List.of(shape(), shape(3), shape(2, 5))),
          entry("uniform", List.of(shape(), shape(1), shape(2, 5))));

  private OperationSamples() {}

  private static Map<String, Object> shape(Integer... dims) {
    return Map.of("shape", List.of(dims));
  }

  private static List<Map<String, Object>> axes() {
    return List.of(
        Map.of(),
        Map.of("axis", List.of(0)),
        Map.of("axis", List.of(-1)),
        Map.of("axis", List.of(0, 2)));
  }

  /** The calls of an operation that it takes. */
  static List<Sample> of(Operation operation) {
    List<Sample> samples = new ArrayList<>();
    for (Map<String, Object> given : ARGUMENTS.getOrDefault(operation.name(), List.of(Map.of()))) {
      Arguments arguments = arguments(operation, given);
      for (List<TensorType> types : types(operation)) {
        Optional<Sample> sample = typed(operation, types, arguments, 4);
        sample.ifPresent(samples::add);
        if (operation.has(Operation.Trait.MODAL)) {
          sample.map(OperationSamples::inUse).ifPresent(samples::add);
        }
        if (types.stream().allMatch(TensorType::batched)) {
          typed(operation, types, arguments, 1).ifPresent(samples::add);
        }
      }
    }
    return samples;
  }

  private static Arguments arguments(Operation operation, Map<String, Object> given) {
    Map<String, Object> values = new HashMap<>();
    for (Parameter parameter : operation.parameters()) {
      parameter
          .defaultValue()
          .ifPresent(value -> values.put(parameter.name(), number(parameter, value)));
    }
    values.putAll(given);
    return new Arguments(values);
  }

  private static Object number(Parameter parameter, Object value) {
    return parameter.kind() == Parameter.Kind.NUMBER ? ((Number) value).doubleValue() : value;
  }

  private static List<List<TensorType>> types(Operation operation) {
    List<List<Shape>> shapes = new ArrayList<>();
    boolean several =
        operation.operands().stream().anyMatch(p -> p.kind() == Parameter.Kind.TENSORS);
    int count = operation.operands().size();
    if (count == 0) {
      shapes.add(List.of());
    }
    if (several || count == 1) {
      ONE.forEach(shape -> shapes.add(List.of(shape)));
    }
    if (SpatialArguments.isSpatial(operation)) {
      IMAGES.forEach(shape -> shapes.add(List.of(shape)));
    }
    if (operation.name().equals("max_unpool")) {
      shapes.addAll(SpatialArguments.UNPOOLED);
    }
    if (several || count == 2) {
      shapes.addAll(TWO);
    }
    if (several || count == 3) {
      shapes.addAll(THREE);
    }
    return shapes.stream().flatMap(tuple -> batches(tuple).stream()).toList();
  }

  /** Each operand with and without samples of its own. */
  private static List<List<TensorType>> batches(List<Shape> shapes) {
    List<List<TensorType>> all = new ArrayList<>();
    for (int pattern = 0; pattern < 1 << shapes.size(); pattern++) {
      List<TensorType> types = new ArrayList<>();
      for (int k = 0; k < shapes.size(); k++) {
        types.add(new TensorType((pattern >> k & 1) == 1, shapes.get(k)));
      }
      all.add(types);
    }
    return all;
  }

  private static Optional<Sample> typed(
      Operation operation, List<TensorType> types, Arguments arguments, int batch) {
    List<Operand> operands = new ArrayList<>();
    for (int k = 0; k < types.size(); k++) {
      operands.add(operand(operation, k, types, arguments));
    }
    return sample(operation, operands, arguments, batch);
  }

  /** A call of an operation, if it takes these operands. */
  static Optional<Sample> sample(
      Operation operation, List<Operand> operands, Arguments arguments, int batch) {
    try {
      List<ValueType> types = operands.stream().map(Operand::valueType).toList();
      List<Operand> all = new ArrayList<>(operands);
      if (!operands.isEmpty()) {
        for (Weight weight : operation.weights(types.get(0), arguments)) {
          Domain domain = weight.role() == Weight.Role.STATE ? Domain.POSITIVE : Domain.REAL;
          all.add(Operand.of(TensorType.fixed(weight.shape()), domain));
        }
      }
      TensorType result = operation.type(types, arguments).tensor();
      String name = operation.name() + arguments;
      return Optional.of(new Sample(name, all, result, batch, call(operation, arguments)));
    } catch (Mismatch e) {
      return Optional.empty();
    }
  }

  /** The same call as it is when nothing is trained. */
  private static Sample inUse(Sample sample) {
    return new Sample(
        sample.name() + " in use",
        sample.operands(),
        sample.type(),
        sample.batch(),
        (to, in) -> sample.build().apply(new InUse(to), in));
  }

  private static BiFunction<Lowering, List<Node>, Node> call(Operation operation, Arguments a) {
    if (operation.name().equals("gradient")) {
      return (to, in) -> operation.lower(to, List.of(curve(to.math(), in), in.get(1)), a);
    }
    if (!operation.has(Operation.Trait.METRIC)) {
      return (to, in) -> operation.lower(to, in, a);
    }
    return (to, in) -> Catalogue.metricFigure(to.math(), operation, operation.lower(to, in, a));
  }

  /** Something that varies with the second operand, to be differentiated by it. */
  private static Node curve(Algebra m, List<Node> in) {
    Node factor = m.sumTo(in.get(0), new TensorType(in.get(0).type().batched(), Shape.SCALAR));
    return m.mul(factor, m.mul(m.square(in.get(1)), in.get(1)));
  }

  private static Operand operand(
      Operation operation, int k, List<TensorType> types, Arguments arguments) {
    TensorType type = types.get(k);
    return switch (operation.name()) {
      case "log", "sqrt" -> Operand.of(type, Domain.POSITIVE);
      case "power" -> Operand.of(type, k == 0 ? Domain.POSITIVE : Domain.REAL);
      case "and", "or", "not" -> Operand.of(type, Domain.TRUTH);
      case "where" -> Operand.of(type, k == 0 ? Domain.TRUTH : Domain.REAL);
      case "binary_cross_entropy" -> Operand.of(type, Domain.PROBABILITY);
      case "cross_entropy" ->
          k == 0 ? Operand.of(type, Domain.PROBABILITY) : target(types, Domain.DISTRIBUTION);
      case "hinge" -> k == 0 ? Operand.of(type, Domain.REAL) : target(types, Domain.SIGN);
      case "accuracy", "top_k_accuracy", "confusion_matrix", "precision", "recall" ->
          k == 0 ? Operand.of(type, Domain.PROBABILITY) : target(types, Domain.DISTRIBUTION);
      case "embedding" -> Operand.index(type, arguments.integer("size"));
      case "one_hot" -> Operand.index(type, arguments.integer("classes"));
      default -> Operand.of(type, Domain.REAL);
    };
  }

  /** A target beside scores: a number for each of them, or the index of a class. */
  private static Operand target(List<TensorType> types, Domain dense) {
    Shape scores = types.get(0).shape();
    TensorType target = types.get(1);
    boolean one = scores.rank() == 0 || scores.dim(-1) == 1;
    if (one) {
      return Operand.of(target, dense == Domain.SIGN ? Domain.SIGN : Domain.TRUTH);
    }
    return scores.equals(target.shape())
        ? Operand.of(target, dense)
        : Operand.index(target, scores.dim(-1));
  }
}
