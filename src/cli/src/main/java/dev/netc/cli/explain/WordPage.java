package dev.netc.cli.explain;

import dev.netc.compiler.check.SettingCatalogue;
import dev.netc.compiler.check.WordCatalogue;
import java.util.List;

/** The page about a declaration, a statement or a setting of a train, made of its definition. */
final class WordPage {
  private WordPage() {}

  static ExplainPage of(WordCatalogue.Entry word) {
    String place = "A %s.".formatted(word.kind().word());
    return page(word.name(), word.form(), word.summary(), place, word.remarks(), word.example());
  }

  static ExplainPage of(SettingCatalogue.Entry setting) {
    StringBuilder place = new StringBuilder("A setting of a train");
    place.append(setting.repeats() ? "; there may be several." : ".");
    setting.range().ifPresent(r -> place.append(" It is ").append(r.text()).append('.'));
    place.append("\n\nIf left out: ").append(setting.absent()).append('.');
    return page(
        setting.name(),
        setting.form(),
        setting.summary(),
        place.toString(),
        setting.remarks(),
        setting.example());
  }

  private static ExplainPage page(
      String name,
      String form,
      String summary,
      String place,
      List<String> remarks,
      String example) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(name).append("\n\n");
    text.append("`").append(form).append("`\n\n");
    text.append(summary).append("\n\n").append(place).append('\n');
    if (!remarks.isEmpty()) {
      text.append('\n');
      remarks.forEach(line -> text.append(line).append('\n'));
    }
    text.append(Example.section(example));
    return new ExplainPage(name, summary, text.toString());
  }
}
