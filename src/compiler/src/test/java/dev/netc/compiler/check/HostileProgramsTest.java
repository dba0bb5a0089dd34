package dev.netc.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.source.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs that nobody would write by hand: long, deep, or wrong in many places. */
@Tag("hostile")
class HostileProgramsTest {
  private static final Duration LONG = Duration.ofSeconds(30); // a busy machine is slow, not stuck

  private static Checked check(String program) {
    return Checker.check(Source.of("hostile.net", program), Imports.NONE, Schemas.NONE);
  }

  private static List<Integer> lines(Checked checked) {
    return checked.diagnostics().stream().map(d -> d.span().line()).toList();
  }

  @Test
  void manyWarningsDoNotHideAnError() {
    StringBuilder program = new StringBuilder("net Warned { input x [2]\n");
    for (int i = 0; i < 150; i++) {
      program.append("unused%d = x + %d\n".formatted(i, i));
    }
    program.append("output y = x }\ntest \"wrong\" { expect nothing == 1 }\n");
    assertTrue(check(program.toString()).hasErrors());
  }

  @Test
  void manyErrorsAreCutAtAHundred() {
    StringBuilder program = new StringBuilder("net Wrong { input x [2]\n");
    for (int i = 0; i < 300; i++) {
      program.append("wrong%d = x + nothing%d\n".formatted(i, i));
    }
    Checked checked = check(program.append("output y = x }").toString());
    assertEquals(100, checked.diagnostics().stream().filter(Diagnostic::isError).count());
  }

  @Test
  void aSumMayBeLong() {
    String program = "net Long { input x [2] output y = x" + " + x".repeat(900) + " }";
    assertTimeoutPreemptively(LONG, () -> assertFalse(check(program).hasErrors()));
  }

  @Test
  void netsThatAreNestedTooDeeplyAreNoCycle() {
    StringBuilder program = new StringBuilder("net N0 { input x output y = x -> relu }\n");
    for (int i = 1; i <= 80; i++) {
      program.append("net N%d { input x output y = x -> N%d }\n".formatted(i, i - 1));
    }
    Checked checked = check(program + "net Last { input x [2] output y = x -> N80 }");
    assertEquals(
        List.of(Code.TOO_LARGE),
        checked.diagnostics().stream().map(Diagnostic::code).toList(),
        () -> Report.of(checked.diagnostics()));
  }

  @Test
  void aMisspeltDeclarationDoesNotHideTheNext() {
    Checked checked =
        check(
            """
            nett First { input x [2]  output y = x }
            net Second { input x [2]  output y = nothing }
            netz Third {
                output train = 1
            }
            net Fourth { input x [2]  output y = nothing }
            """);
    assertEquals(List.of(1, 3, 2, 6), lines(checked), () -> Report.of(checked.diagnostics()));
  }

  @Test
  void aDeclarationWithoutANameIsReportedOnce() {
    for (String program : List.of("train { }", "net { input x [2] }", "net A { input [2] }")) {
      Checked checked = check(program);
      assertEquals(1, checked.diagnostics().size(), () -> Report.of(checked.diagnostics()));
    }
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    Checked checked = check("import \"\u001b[31mred\"\nimport \"a\\nb\"");
    String report = Report.of(checked.diagnostics());
    assertTrue(report.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c)), report);
    assertFalse(report.contains("\nb"), report);
  }
}
