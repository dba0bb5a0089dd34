package dev.netc.compiler.network;

import dev.netc.compiler.op.ValueType;
import dev.netc.compiler.op.Weight;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Collects the values of a network while it is checked. */
public final class NetworkBuilder {
  /** Most values of one network: a guard against programs that unfold without measure. */
  public static final int MAX_VALUES = 50_000;

  private final List<Value> values = new ArrayList<>();
  private final List<Value> inputs = new ArrayList<>();
  private final List<ParameterDraft> parameters = new ArrayList<>();
  private final Map<String, Value> outputs = new LinkedHashMap<>();
  private final Map<Path, Value> named = new LinkedHashMap<>();
  private long parameterCount;

  /** A parameter whose initialiser may still be open. */
  public static final class ParameterDraft {
    private final Value value;
    private final InitializerSpec initializer;
    private final int fanIn;
    private final int fanOut;
    private final Weight.Role role;

    private ParameterDraft(
        Value value, InitializerSpec initializer, int fanIn, int fanOut, Weight.Role role) {
      this.value = value;
      this.initializer = initializer;
      this.fanIn = fanIn;
      this.fanOut = fanOut;
      this.role = role;
    }

    public Value value() {
      return value;
    }

    public InitializerSpec initializer() {
      return initializer;
    }

    public boolean isWeight() {
      return role == Weight.Role.WEIGHT;
    }
  }

  /** Whether the network has grown beyond measure. */
  public boolean isFull() {
    return values.size() >= MAX_VALUES;
  }

  private Value add(Value value) {
    values.add(value);
    return value;
  }

  public Value input(String name, ValueType type, Span span) {
    Value value =
        add(new Value(new Value.Definition.Input(name), type, Path.root().named(name), span));
    inputs.add(value);
    return value;
  }

  public Value parameter(
      Path path,
      Shape shape,
      InitializerSpec initializer,
      int fanIn,
      int fanOut,
      Weight.Role role,
      Span span) {
    ValueType type = ValueType.of(TensorType.fixed(shape));
    Value value = add(new Value(new Value.Definition.Parameter(path), type, path, span));
    parameterCount += shape.size();
    parameters.add(new ParameterDraft(value, initializer, fanIn, fanOut, role));
    return value;
  }

  public Value constant(Shape shape, double[] numbers, Path path, Span span) {
    ValueType type = ValueType.of(TensorType.fixed(shape));
    return add(new Value(new Value.Definition.Constant(numbers), type, path, span));
  }

  public Value define(Value.Definition definition, ValueType type, Path path, Span span) {
    return add(new Value(definition, type, path, span));
  }

  public void output(String name, Value value) {
    outputs.put(name, value);
  }

  /** Makes a value known under a path. */
  public void name(Path path, Value value) {
    named.putIfAbsent(path, value);
  }

  public List<Value> values() {
    return values;
  }

  /** How many numbers the parameters so far have. */
  public long parameterCount() {
    return parameterCount;
  }

  public List<Value> inputs() {
    return inputs;
  }

  public List<ParameterDraft> parameters() {
    return parameters;
  }

  public Map<String, Value> outputs() {
    return outputs;
  }

  /** The values known by their paths so far, with the names that the paths have now. */
  public Map<String, Value> named() {
    Map<String, Value> map = new LinkedHashMap<>();
    named.forEach((path, value) -> map.putIfAbsent(path.toString(), value));
    return map;
  }

  /**
   * The network as built.
   *
   * @param resolved decides each parameter's initialiser, now that all its readers are known
   */
  public Network build(
      String name,
      String documentation,
      String file,
      Function<ParameterDraft, InitializerSpec> resolved) {
    List<NetworkInput> ins = new ArrayList<>();
    for (Value input : inputs) {
      String inputName = ((Value.Definition.Input) input.definition()).name();
      ins.add(
          new NetworkInput(inputName, input.type().tensor(), input.type().index(), input.span()));
    }
    List<NetworkParameter> params = new ArrayList<>();
    for (ParameterDraft p : parameters) {
      params.add(
          new NetworkParameter(
              p.value.path().toString(),
              p.value.type().shape(),
              resolved.apply(p),
              p.fanIn,
              p.fanOut,
              p.role,
              false,
              p.value.span()));
    }
    return new Network(name, documentation, file, values, ins, params, outputs, named());
  }
}
