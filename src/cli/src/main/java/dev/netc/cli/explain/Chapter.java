package dev.netc.cli.explain;

import dev.netc.compiler.check.ScheduleCatalogue;
import dev.netc.compiler.check.SettingCatalogue;
import dev.netc.compiler.check.WordCatalogue;
import dev.netc.compiler.data.DataFunction;
import dev.netc.compiler.data.DataFunctions;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.network.InitializerCatalogue;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.optimizer.Optimizers;
import java.util.Arrays;
import java.util.List;

/**
 * The pages of the reference about one kind of topic.
 *
 * @param file its name in the repository
 * @param kind a page's topic in a word
 * @param about one line
 */
public record Chapter(
    String file, String kind, String title, String about, List<ExplainPage> pages) {

  private static final List<Chapter> ALL =
      List.of(
          new Chapter(
              "declarations.md",
              "declaration",
              "Declarations and statements",
              "What stands in a file, in a net and in a test.",
              WordCatalogue.of(
                      WordCatalogue.Kind.DECLARATION,
                      WordCatalogue.Kind.STATEMENT,
                      WordCatalogue.Kind.TEST_FUNCTION)
                  .stream()
                  .map(WordPage::of)
                  .toList()),
          new Chapter(
              "operations.md",
              "operation",
              "Operations and layers",
              "What stands in a net, a loss or a report. Shapes are written without the batch.",
              Catalogue.all().stream().map(OperationPage::of).toList()),
          new Chapter(
              "settings.md",
              "setting",
              "Settings of a train",
              "What stands in a train, a line each.",
              SettingCatalogue.all().stream().map(WordPage::of).toList()),
          new Chapter(
              "optimizers.md",
              "optimizer",
              "Optimisers",
              "What stands behind `optimizer` in a train.",
              Optimizers.all().stream().map(SettingPage::of).toList()),
          new Chapter(
              "schedules.md",
              "schedule",
              "Schedules",
              "What stands behind `schedule` in a train.",
              ScheduleCatalogue.all().stream().map(SettingPage::of).toList()),
          new Chapter(
              "initializers.md",
              "initializer",
              "Initialisers",
              "What gives parameters their first values.",
              InitializerCatalogue.all().stream().map(SettingPage::of).toList()),
          data(
              "readers.md",
              DataFunction.Kind.READER,
              "Readers of data",
              "What begins a data declaration."),
          data(
              "transforms.md",
              DataFunction.Kind.TRANSFORM,
              "Transforms of data",
              "What follows a reader in a data declaration."),
          data(
              "variations.md",
              DataFunction.Kind.VARIATION,
              "Variations of images",
              "What stands in `augment`."),
          new Chapter(
              "messages.md",
              "message",
              "Messages",
              "What the compiler says, by the word in brackets.",
              Arrays.stream(Code.values()).map(MessagePage::of).toList()));

  private static Chapter data(String file, DataFunction.Kind kind, String title, String about) {
    List<ExplainPage> pages = DataFunctions.of(kind).stream().map(DataFunctionPage::of).toList();
    return new Chapter(file, kind.word(), title, about, pages);
  }

  /** All of them, in the order of the reference. */
  public static List<Chapter> all() {
    return ALL;
  }
}
