package dev.netc.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs at the ends of the scale: each is answered soon, by a result or one clear message. */
@Tag("hostile")
class ExtremeProgramsTest {
  private static final Duration SOON = Duration.ofMinutes(2); // A busy machine is slow.

  private static Checked check(String text) {
    AtomicReference<Checked> checked = new AtomicReference<>();
    Source source = Source.of("extreme.net", text);
    assertTimeoutPreemptively(
        SOON,
        () ->
            Limits.within(
                () ->
                    checked.set(
                        Checker.check(source, (path, from) -> Optional.empty(), Schemas.NONE))));
    return checked.get();
  }

  private static void accepts(String text) {
    Checked checked = check(text);
    assertFalse(checked.hasErrors(), () -> Report.of(checked.diagnostics()));
  }

  /** The program has one error, of the given code. */
  private static void refuses(Code code, String text) {
    List<Diagnostic> errors =
        check(text).diagnostics().stream().filter(Diagnostic::isError).toList();
    String report = Report.of(errors);
    assertEquals(1, errors.size(), report);
    assertEquals(code, errors.get(0).code(), report);
    assertTrue(report.length() < 2000, "a message of " + report.length() + " characters");
  }

  @Test
  void nothingIsAProgram() {
    accepts("");
    accepts("\n\n   \n");
    accepts("// only a comment");
    accepts("/* one */ // two\n/// three\n");
    accepts("\uFEFFnet A { input x [1]  output y = x }");
  }

  @Test
  void binaryFilesAreNoPrograms() {
    refuses(Code.UNREADABLE_TEXT, "import \"a\0b.net\"");
    refuses(Code.UNREADABLE_TEXT, "\0\0\0");
  }

  @Test
  void deepNestingIsRefused() {
    String open = "(".repeat(20_000);
    String close = ")".repeat(20_000);
    refuses(Code.TOO_LARGE, "net A { input x [1]  output y = " + open + "x" + close + " }");
    String lists = "[".repeat(5_000) + "1" + "]".repeat(5_000);
    refuses(Code.TOO_LARGE, "net A { input x [1]  output y = x + " + lists + " }");
    refuses(Code.TOO_LARGE, "net A { input x [1]  output y = " + "-".repeat(50_000) + "x }");
  }

  @Test
  void longChainsAreNoNesting() {
    accepts("net A { input x [3]  output y = x" + " -> tanh".repeat(3_000) + " }");
    accepts("net A { input x [3]  output y = x" + " + 1 * 2".repeat(400) + " }");
    refuses(Code.TOO_LARGE, "net A { input x [3]  output y = x" + " + 1".repeat(9_000) + " }");
    String nested = "(".repeat(150) + "x" + (" + 1".repeat(20) + ")").repeat(150);
    refuses(Code.TOO_LARGE, "net A { input x [3]  output y = " + nested + " }");
  }

  @Test
  void manyRepeatsAreOneNet() {
    accepts("net A { input x [1]  output y = x -> repeat 10000 { dense(1) } }");
    refuses(
        Code.BAD_RANGE, "net A { input x [1]  output y = x -> repeat 1000000000 { dense(1) } }");
    refuses(
        Code.TOO_LARGE,
        "net A { input x [1]  output y = x -> repeat 10000 { repeat 10000 { dense(1) } } }");
  }

  @Test
  void netsThatDoubleFortyTimesEndSoon() {
    StringBuilder text = new StringBuilder("net N0 { input x  output y = x -> dense(1) }\n");
    for (int level = 1; level <= 40; level++) {
      String inner = "N" + (level - 1);
      text.append("net N%d { input x  output y = x -> %s -> %s }\n".formatted(level, inner, inner));
    }
    refuses(Code.TOO_LARGE, text + "net A { input x [1]  output y = x -> N40 }");
  }

  @Test
  void namedTensorsThatDoubleEndSoon() {
    StringBuilder text = new StringBuilder("net A { input x [1]  v0 = [1, 2]\n");
    for (int level = 1; level <= 60; level++) {
      text.append("v%d = [v%d, v%d]\n".formatted(level, level - 1, level - 1));
    }
    refuses(Code.TOO_LARGE, text + "output y = x + v60 }");
  }

  @Test
  void longListsAreRead() {
    accepts("data d = table { x = [" + "-1, ".repeat(20_000) + "1] }");
    accepts("data d = table { x = [" + "[1/3, 2 - 1], ".repeat(5_000) + "[0, 0]] }");
    accepts("net A { input x [50001]  output y = x + [" + "1,".repeat(50_000) + "1] }");
    refuses(Code.TOO_LARGE, "data d = table { x = [" + "1,".repeat(2_500_000) + "1] }");
  }

  @Test
  void hugeShapesAreTooLarge() {
    refuses(Code.TOO_LARGE, "net A { input x [2000000000, 2000000000, 2000000000]  output y = x }");
    refuses(Code.TOO_LARGE, "net A { input x [100000]  output y = x -> dense(100000000) }");
    refuses(Code.TOO_LARGE, "net A { input x [2000000000]  output y = x }");
    String fifteen = "x, ".repeat(14) + "x";
    refuses(Code.TOO_LARGE, "net A { input x [300000000]  output y = concat(" + fifteen + ") }");
    refuses(
        Code.TOO_LARGE, "net A { input x int []  output y = one_hot(x, 2000000000) -> dense(9) }");
    refuses(Code.TOO_LARGE, "net A { input x [100000, 1]  input z [1, 100000]  output y = x * z }");
    refuses(Code.TOO_LARGE, "net A { param p [60000, 60000]  output y = sum(p) }");
  }

  @Test
  void numbersBeyondIntegersAreRefused() {
    for (String number : List.of("1e300", "-1", "0.5", "1e999", "99999999999999999999")) {
      assertTrue(
          check("net A { input x [3]  output y = x -> dense(" + number + ") }").hasErrors(),
          number);
      assertTrue(check("net A { input x [" + number + "]  output y = x }").hasErrors(), number);
      assertTrue(check("net A { input x [3]  output y = x[" + number + "] }").hasErrors(), number);
    }
  }

  @Test
  void namesMayBeInAnyScript() {
    String text =
        """
        net Größe层(größe = 3) {
            input λ [2]
            層 = λ -> dense(größe) -> relu
            output été = 層
        }
        """;
    accepts(text);
    check(text).program().networks().values().forEach(n -> Backend.compile(Lower.net(n), ""));
  }
}
