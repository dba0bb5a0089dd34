package dev.netc.cli.explain;

import dev.netc.cli.report.NumberText;
import dev.netc.compiler.check.ScheduleCatalogue;
import dev.netc.compiler.network.InitializerCatalogue;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.optimizer.Optimizer;
import java.util.List;
import java.util.stream.Collectors;

/** The page about something that is called with settings, made of its definition. */
final class SettingPage {
  private SettingPage() {}

  static ExplainPage of(Optimizer optimizer) {
    String use =
        "An optimizer: it stands in a train, as in `optimizer %s(lr = %s)`."
            .formatted(optimizer.name(), NumberText.of(optimizer.settings().get(0).value()));
    String state =
        optimizer.state().isEmpty()
            ? ""
            : "\nKeeps for each parameter: " + String.join(", ", optimizer.state()) + "\n";
    return page(
        optimizer.name(),
        optimizer.settings(),
        optimizer.documentation(),
        use,
        state + Example.section(optimizer.example()));
  }

  static ExplainPage of(InitializerCatalogue.Entry initializer) {
    String use =
        "An initializer: it gives a parameter its first values, as in `dense(10, init = %s)`."
            .formatted(example(initializer.name(), initializer.settings()));
    return page(
        initializer.name(),
        initializer.settings(),
        initializer.documentation(),
        use,
        Example.section(initializer.example()));
  }

  static ExplainPage of(ScheduleCatalogue.Entry schedule) {
    String use =
        "A schedule of the learning rate: it stands in a train, as in `schedule %s`."
            .formatted(call(schedule));
    return page(
        schedule.name(),
        schedule.settings(),
        schedule.documentation(),
        use,
        Example.section(schedule.example()));
  }

  private static String call(ScheduleCatalogue.Entry schedule) {
    boolean required = schedule.settings().stream().anyMatch(Setting::isRequired);
    return schedule.name() + (required ? "(500)" : schedule.settings().isEmpty() ? "" : "()");
  }

  private static String example(String name, List<Setting> settings) {
    return settings.stream().anyMatch(Setting::isRequired) ? name + "(0.1)" : name;
  }

  private static ExplainPage page(
      String name, List<Setting> settings, String documentation, String use, String more) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(signature(name, settings)).append("\n\n");
    text.append(documentation).append("\n\n").append(use).append('\n');
    if (!settings.isEmpty()) {
      text.append("\n## Settings\n\n");
      for (Setting setting : settings) {
        text.append(
            "- %s: %s; %s\n"
                .formatted(setting.name(), setting.documentation(), setting.range().text()));
      }
    }
    return new ExplainPage(name, documentation, text.append(more).toString());
  }

  private static String signature(String name, List<Setting> settings) {
    if (settings.isEmpty()) {
      return name;
    }
    return settings.stream()
        .map(s -> s.isRequired() ? s.name() : s.name() + " = " + NumberText.of(s.value()))
        .collect(Collectors.joining(", ", name + "(", ")"));
  }
}
