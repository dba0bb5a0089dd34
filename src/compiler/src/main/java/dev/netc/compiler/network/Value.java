package dev.netc.compiler.network;

import dev.netc.compiler.op.Arguments;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.ValueType;
import dev.netc.compiler.source.Span;
import java.util.List;

/** A tensor of a checked network: what it is made of, and its type. Compared by identity. */
public final class Value {

  /** What a value is made of. */
  public sealed interface Definition {
    /** An input, fed under its name. */
    record Input(String name) implements Definition {}

    /** A parameter. */
    record Parameter(Path path) implements Definition {}

    /** Numbers of the program, in row-major order; one number stands for all elements. */
    record Constant(double[] values) implements Definition {}

    /** The result of an operation; its own weights follow its operands. */
    record Call(Operation operation, List<Value> operands, Arguments arguments)
        implements Definition {}

    /** A tensor of a test as the input of a net: samples along its first axis, or one sample. */
    record ToBatch(Value of, int samples, boolean single) implements Definition {}

    /** A result of a net as a tensor of a test: samples along its first axis, or one sample. */
    record FromBatch(Value of, int samples, boolean single) implements Definition {}
  }

  private final Definition definition;
  private final ValueType type;
  private final Path path;
  private final Span span;

  Value(Definition definition, ValueType type, Path path, Span span) {
    this.definition = definition;
    this.type = type;
    this.path = path;
    this.span = span;
  }

  public Definition definition() {
    return definition;
  }

  public ValueType type() {
    return type;
  }

  /** The layer's or value's name. */
  public Path path() {
    return path;
  }

  public Span span() {
    return span;
  }

  /** The values that this one is computed from. */
  public List<Value> operands() {
    if (definition instanceof Definition.Call call) {
      return call.operands();
    } else if (definition instanceof Definition.ToBatch to) {
      return List.of(to.of());
    } else if (definition instanceof Definition.FromBatch from) {
      return List.of(from.of());
    }
    return List.of();
  }

  /** Whether it is the result of the given operation. */
  public boolean isCallOf(String operation) {
    return definition instanceof Definition.Call call && call.operation().name().equals(operation);
  }

  @Override
  public String toString() {
    return path + ": " + type;
  }
}
