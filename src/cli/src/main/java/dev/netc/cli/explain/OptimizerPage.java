package dev.netc.cli.explain;

import dev.netc.cli.report.NumberText;
import dev.netc.compiler.op.optimizer.Optimizer;
import dev.netc.compiler.op.optimizer.Setting;
import java.util.stream.Collectors;

/** The page about an optimiser, made of its definition. */
final class OptimizerPage {
  private OptimizerPage() {}

  static ExplainPage of(Optimizer optimizer) {
    StringBuilder text = new StringBuilder();
    String signature =
        optimizer.settings().stream()
            .map(s -> s.name() + " = " + NumberText.of(s.value()))
            .collect(Collectors.joining(", ", optimizer.name() + "(", ")"));
    text.append("# ").append(signature).append("\n\n");
    text.append(optimizer.documentation()).append('\n');
    text.append("\nAn optimizer: it stands in a train, as in `optimizer ");
    text.append(optimizer.name()).append("(lr = ");
    text.append(NumberText.of(optimizer.settings().get(0).value())).append(")`.\n");
    text.append("\n## Settings\n\n");
    for (Setting setting : optimizer.settings()) {
      text.append(
          "- %s: %s; %s\n"
              .formatted(setting.name(), setting.documentation(), setting.range().text()));
    }
    if (!optimizer.state().isEmpty()) {
      text.append("\nKeeps for each parameter: ");
      text.append(String.join(", ", optimizer.state())).append('\n');
    }
    return new ExplainPage(optimizer.name(), optimizer.documentation(), text.toString());
  }
}
