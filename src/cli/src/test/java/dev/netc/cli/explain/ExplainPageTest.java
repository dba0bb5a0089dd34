package dev.netc.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Terminal;
import dev.netc.compiler.check.ScheduleCatalogue;
import dev.netc.compiler.data.DataFunction;
import dev.netc.compiler.data.DataFunctions;
import dev.netc.compiler.data.DataParameter;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.network.InitializerCatalogue;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.optimizer.Optimizer;
import dev.netc.compiler.op.optimizer.Optimizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainPageTest {
  private final Terminal terminal = Terminal.files();

  static Iterable<Operation> operations() {
    return Catalogue.all();
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void everyCodeHasAPageWithAnExample(Code code) {
    ExplainPage page = ExplainPage.find(code.word()).orElseThrow();
    assertTrue(page.text().startsWith("# " + page.title() + "\n\n"), page.text());
    assertTrue(page.text().contains("\nWrong"), "a wrong example");
    assertTrue(page.text().contains("\nMended"), "and how to mend it");
    assertTrue(page.text().lines().allMatch(line -> line.length() <= 110), "short lines");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationHasAPage(Operation operation) {
    assertEquals(ExitCode.SUCCESS, terminal.run("explain", operation.name()));
    assertTrue(terminal.out().startsWith(operation.signature() + "\n"), terminal.out());
    assertTrue(terminal.out().contains(operation.summary()), terminal.out());
  }

  @Test
  void everyOptimizerHasAPage() {
    for (Optimizer optimizer : Optimizers.all()) {
      String text = ExplainPage.find(optimizer.name()).orElseThrow().text();
      assertTrue(text.contains(optimizer.documentation()), text);
      optimizer.settings().forEach(s -> assertTrue(text.contains("- " + s.name() + ": "), text));
    }
  }

  @Test
  void everyInitializerHasAPage() {
    for (InitializerCatalogue.Entry entry : InitializerCatalogue.all()) {
      String text = ExplainPage.find(entry.name()).orElseThrow().text();
      assertTrue(text.contains("\n" + entry.documentation() + "\n"), text);
    }
    String text = ExplainPage.find("orthogonal").orElseThrow().text();
    assertTrue(text.startsWith("# orthogonal(gain = 1)\n"), text);
  }

  @Test
  void everyScheduleHasAPage() {
    for (ScheduleCatalogue.Entry entry : ScheduleCatalogue.all()) {
      String text = ExplainPage.find(entry.name()).orElseThrow().text();
      assertTrue(text.contains("\n" + entry.documentation() + "\n"), text);
      entry.settings().forEach(s -> assertTrue(text.contains("- " + s.name() + ": "), text));
    }
    String text = ExplainPage.find("step").orElseThrow().text();
    assertTrue(text.contains("schedule step()") && text.contains("slope is zero"), text);
  }

  @Test
  void everyFunctionOfDataHasAPage() {
    for (DataFunction function : DataFunctions.all()) {
      String text = ExplainPage.find(function.name()).orElseThrow().text();
      assertTrue(text.contains("# " + function.signature() + "\n\n" + function.summary()), text);
      for (DataParameter p : function.parameters()) {
        assertTrue(text.contains("- %s: %s;".formatted(p.name(), p.documentation())), text);
      }
      assertTrue(text.lines().allMatch(line -> line.length() <= 125), "short lines: " + text);
    }
    assertTrue(ExplainPage.find("augment").orElseThrow().text().contains("\n- crop(height, "));
  }

  @Test
  void aNameWithTwoMeaningsHasBothOnItsPage() {
    String text = ExplainPage.find("scale").orElseThrow().text();
    assertTrue(text.contains("A transform: ") && text.contains("A variation of images: "), text);
  }

  @Test
  void anotherNameFindsTheSamePage() {
    assertEquals(ExplainPage.find("dense"), ExplainPage.find("affine"));
  }

  @Test
  void withoutATopicAllPagesAreListed() {
    assertEquals(ExitCode.SUCCESS, terminal.run("explain"));
    for (Code code : Code.values()) {
      assertTrue(terminal.out().contains("\n  " + code.word() + " "), code.word());
    }
    for (Operation operation : Catalogue.all()) {
      assertTrue(terminal.out().contains("\n  " + operation.name() + " "), operation.name());
    }
  }

  @Test
  void aMisspeltTopicIsCorrected() {
    assertEquals(ExitCode.USAGE, terminal.run("explain", "shape-mismach"));
    assertEquals(
        """
        error: there is no page about shape-mismach
         = help: did you mean shape-mismatch?
        """,
        terminal.err());
  }

  @Test
  void aSettingIsFoundByAllOfItsWordsAndByTheFirst() {
    assertEquals(ExitCode.SUCCESS, terminal.run("explain", "stop", "when"));
    String page = terminal.out();
    assertTrue(page.startsWith("stop when\n"), page);
    assertEquals(ExplainPage.find("stop when"), ExplainPage.find("stop"));
  }

  @Test
  void programsReadPagesAsJson() {
    assertEquals(ExitCode.SUCCESS, terminal.run("explain", "relu", "--format", "json"));
    assertTrue(terminal.out().contains("\"topic\" : \"relu\""), terminal.out());
    assertFalse(terminal.out().contains("\u001B"), terminal.out());
  }
}
