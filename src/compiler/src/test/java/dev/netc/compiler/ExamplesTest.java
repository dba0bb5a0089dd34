package dev.netc.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.TestSpec;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.lower.Lowered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExamplesTest {
  /** Mutation testing runs these programs for every change: without the one that takes seconds. */
  private static final boolean QUICK = Boolean.getBoolean("quick");

  @TestFactory
  Stream<DynamicTest> everyExampleIsAccepted() {
    return Examples.good().stream()
        .map(file -> dynamicTest(Examples.source(file).name(), () -> accepts(file)));
  }

  private static void accepts(Path file) {
    Checked checked = Examples.check(file);
    assertFalse(checked.hasErrors(), () -> Report.of(checked.diagnostics()));
    checked.program().networks().values().forEach(n -> Lower.net(n).infer().verified());
    for (TrainSpec train : checked.program().trains().values()) {
      Lowered lowered = Lower.train(train);
      lowered.infer().verified();
      lowered.evaluate().get().verified();
      lowered.training().get().graph().verified();
    }
    for (TestSpec test : checked.program().tests()) {
      Lower.test(test).forEach(t -> t.full().verified());
    }
  }

  @TestFactory
  Stream<DynamicTest> wrongProgramsAreExplained() {
    return Examples.wrong().stream()
        .filter(file -> !QUICK || !file.endsWith("too-large-nets.net"))
        .map(file -> dynamicTest(file.getFileName().toString(), () -> explains(file)));
  }

  private static void explains(Path file) throws IOException {
    Checked checked = Examples.check(file);
    String name = file.getFileName().toString().replace(".net", "");
    assertEquals(1, checked.diagnostics().size(), () -> Report.of(checked.diagnostics()));
    String code = checked.diagnostics().get(0).code().word();
    assertTrue(
        name.startsWith(code),
        () -> name + " is explained as\n" + Report.of(checked.diagnostics()));
    Path expected = file.resolveSibling(name + ".expected");
    String report = Report.of(checked.diagnostics());
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(expected, report);
    }
    assertEquals(
        Files.exists(expected) ? Files.readString(expected) : "(no file " + name + ".expected)",
        report);
  }

  @Test
  void everyCodeHasAWrongProgram() {
    Set<String> missing = new TreeSet<>();
    for (Code code : Code.values()) {
      boolean shown =
          Examples.wrong().stream()
              .anyMatch(p -> p.getFileName().toString().startsWith(code.word()));
      if (!shown) {
        missing.add(code.word());
      }
    }
    assertEquals(Set.of(), missing);
  }
}
