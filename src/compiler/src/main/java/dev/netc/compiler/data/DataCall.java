package dev.netc.compiler.data;

import dev.netc.compiler.source.Span;
import java.util.List;

/**
 * A call of a function of data, its arguments checked.
 *
 * @param parts the functions that it was given, in their order
 */
public record DataCall(
    DataFunction function, DataArguments arguments, List<DataCall> parts, Span span) {

  public DataCall {
    parts = List.copyOf(parts);
  }

  /** The name of its function. */
  public String name() {
    return function.name();
  }

  /** The columns after it. */
  public DataSchema columnsAfter(DataSchema before) throws DataMismatch {
    return function.rule().apply(before, this);
  }
}
