package dev.netc.cli.explain;

import dev.netc.compiler.check.ScheduleCatalogue;
import dev.netc.compiler.data.DataFunction;
import dev.netc.compiler.data.DataFunctions;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.network.InitializerCatalogue;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.optimizer.Optimizer;
import dev.netc.compiler.op.optimizer.Optimizers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A page of the reference about one topic.
 *
 * @param topic by which it is asked for
 * @param title one line
 * @param text all of it, in Markdown; the title is its first heading
 */
public record ExplainPage(String topic, String title, String text) {

  /** The pages about messages, in the order of the catalogue of their codes. */
  public static List<ExplainPage> messages() {
    return Arrays.stream(Code.values()).map(ExplainPage::of).toList();
  }

  /** The pages about operations, in the order of their catalogue. */
  public static List<ExplainPage> operations() {
    return Catalogue.all().stream().map(OperationPage::of).toList();
  }

  /** The pages about optimisers. */
  public static List<ExplainPage> optimizers() {
    return Optimizers.all().stream().map(SettingPage::of).toList();
  }

  /** The pages about readers, transforms or variations of data. */
  public static List<ExplainPage> data(DataFunction.Kind kind) {
    return DataFunctions.of(kind).stream().map(DataFunctionPage::of).toList();
  }

  /** The pages about initialisers. */
  public static List<ExplainPage> initializers() {
    return InitializerCatalogue.all().stream().map(SettingPage::of).toList();
  }

  /** The pages about schedules. */
  public static List<ExplainPage> schedules() {
    return ScheduleCatalogue.all().stream().map(SettingPage::of).toList();
  }

  /** All words that have a page: codes, operations with their other names, settings and data. */
  public static List<String> topics() {
    return Stream.of(
            Arrays.stream(Code.values()).map(Code::word),
            Catalogue.names().stream(),
            Optimizers.all().stream().map(Optimizer::name),
            InitializerCatalogue.all().stream().map(InitializerCatalogue.Entry::name),
            ScheduleCatalogue.all().stream().map(ScheduleCatalogue.Entry::name),
            DataFunctions.all().stream().map(DataFunction::name))
        .flatMap(names -> names)
        .distinct()
        .toList();
  }

  /** The page about a topic: all that is called so, one below the other. */
  public static Optional<ExplainPage> find(String topic) {
    return Stream.of(
            Code.of(topic).map(ExplainPage::of).stream(),
            Catalogue.find(topic).map(OperationPage::of).stream(),
            optimizers().stream().filter(page -> page.topic().equals(topic)),
            initializers().stream().filter(page -> page.topic().equals(topic)),
            schedules().stream().filter(page -> page.topic().equals(topic)),
            DataFunctions.all().stream()
                .filter(function -> function.name().equals(topic))
                .map(DataFunctionPage::of))
        .flatMap(pages -> pages)
        .reduce((a, b) -> new ExplainPage(a.topic(), a.title(), a.text() + "\n" + b.text()));
  }

  private static ExplainPage of(Code code) {
    String name = "/dev/netc/explain/" + code.word() + ".md";
    try (InputStream in = Code.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the page " + name + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String title = text.lines().findFirst().orElse("").replaceFirst("^# *", "");
      return new ExplainPage(code.word(), title, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
