package dev.netc.cli.explain;

import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.Operation.Trait;
import dev.netc.compiler.op.Parameter;

/** The page about an operation, made of its definition: so it cannot be out of date. */
final class OperationPage {
  private OperationPage() {}

  static ExplainPage of(Operation operation) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(operation.signature()).append("\n\n");
    text.append(operation.summary()).append('\n');
    if (!operation.aliases().isEmpty()) {
      text.append("\nAlso called: ").append(String.join(", ", operation.aliases())).append('\n');
    }
    text.append("\nShape of the result: ").append(operation.shape()).append('\n');
    if (!operation.parameters().isEmpty()) {
      text.append("\n## Parameters\n\n");
      operation.parameters().forEach(p -> text.append(line(p)).append('\n'));
    }
    appendTraits(text, operation);
    text.append(Example.section(Example.program(operation)));
    return new ExplainPage(operation.name(), operation.summary(), text.toString());
  }

  private static String line(Parameter parameter) {
    String name = "- " + parameter.name() + ": " + parameter.takes();
    return parameter.isRequired() ? name : name + "; " + parameter.shown() + " if left out";
  }

  private static void appendTraits(StringBuilder text, Operation operation) {
    if (operation.has(Trait.METRIC)) {
      text.append("\nA metric: it stands in `report`, and is not trained on.\n");
    }
    if (operation.has(Trait.ZERO_SLOPE)) {
      text.append("\nIts slope is zero wherever it has one: nothing learns behind it.\n");
    }
    if (operation.has(Trait.MODAL)) {
      text.append("\nIt acts in training only, or otherwise than when the network is used.\n");
    }
  }
}
