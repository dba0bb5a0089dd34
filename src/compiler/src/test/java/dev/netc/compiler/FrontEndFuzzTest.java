package dev.netc.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.format.Formatter;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/**
 * Any text is answered: by a program that can be compiled, or by messages that say where. The texts
 * in {@code FrontEndFuzzTestInputs} are tried in every build; with {@code JAZZER_FUZZ=1} Jazzer
 * looks for others, led by the branches that they reach.
 */
@Tag("hostile")
class FrontEndFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void anyTextIsAnswered(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Limits.within(() -> answered(text));
  }

  private static void answered(String text) {
    Source source = Source.of("any.net", text);
    Checked checked = Checker.check(source, Imports.NONE, Schemas.NONE);
    for (Diagnostic message : checked.diagnostics()) {
      assertFalse(message.message().isBlank());
      assertEquals("any.net", message.span().source().name());
      assertTrue(message.span().line() >= 1 && message.span().column() >= 1);
      assertTrue(message.span().end() <= text.length());
    }
    Report.of(checked.diagnostics());
    if (!checked.hasErrors()) {
      checked.program().networks().values().forEach(n -> Backend.compile(Lower.net(n), ""));
      checked.program().trains().values().forEach(t -> Backend.compile(Lower.train(t), ""));
    }
    Optional<String> formatted = Formatter.format(source).text();
    if (formatted.isPresent()) {
      String once = formatted.get();
      assertEquals(formatted, Formatter.format(Source.of("any.net", once)).text());
    }
  }
}
