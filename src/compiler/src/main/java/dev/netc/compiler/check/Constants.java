package dev.netc.compiler.check;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.network.ValueLowering;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.RandomSource;

/** Computes values that depend on numbers of the program alone. */
final class Constants {
  private Constants() {}

  /** The number that a scalar value is. */
  static double evaluate(Value value) {
    GraphBuilder builder = new GraphBuilder();
    Node node = ValueLowering.inference(builder, 1).lower(value);
    Graph graph = builder.build("constant");
    var values =
        Interpreter.run(
            graph,
            leaf -> {
              throw new IllegalStateException("a constant has no inputs");
            },
            new Evaluation(1, RandomSource.NONE));
    return values.get(node).data()[0];
  }
}
