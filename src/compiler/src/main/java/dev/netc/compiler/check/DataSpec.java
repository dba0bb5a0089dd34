package dev.netc.compiler.check;

import dev.netc.compiler.data.DataCall;
import dev.netc.compiler.data.DataSchema;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.type.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set as declared.
 *
 * @param reader its name
 * @param arguments the reader's arguments by name, as {@link dev.netc.compiler.data.DataArguments}
 *     has them
 * @param transforms in their order
 * @param columns literal columns of a table, by name
 * @param generated for generate: a network whose outputs are the columns
 * @param schema what is known of the columns before the data is read; empty if nothing is
 */
public record DataSpec(
    String name,
    String reader,
    Map<String, Object> arguments,
    List<DataCall> transforms,
    Map<String, LiteralColumn> columns,
    Optional<Network> generated,
    Optional<DataSchema> schema,
    Span span) {

  /** A column of a table: a row of the given shape for each sample. */
  public record LiteralColumn(Shape shape, double[] values) {}
}
