package dev.netc.compiler;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.format.Formatter;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Any text is answered: by a program that can be compiled, or by messages that say where. The texts
 * are those of {@code FrontEndFuzzTestInputs}; {@code src/fuzz} looks for others, led by the
 * branches that they reach.
 */
@Tag("hostile")
class AnyTextTest {
  private static final Path TEXTS =
      Path.of("src/test/resources/dev/netc/compiler/FrontEndFuzzTestInputs/anyTextIsAnswered");

  private static final Path FUZZED = Path.of("src/test/resources/dev/netc/compiler/fuzzed.zip");

  @TestFactory
  Stream<DynamicTest> anyTextIsAnswered() throws IOException {
    try (Stream<Path> files = Files.list(TEXTS)) {
      return files.sorted().toList().stream()
          .map(f -> dynamicTest(f.getFileName().toString(), () -> answers(Files.readAllBytes(f))));
    }
  }

  /** Short texts by which fuzzing reached new branches. */
  @Test
  void whatFuzzingFoundIsAnswered() throws IOException {
    try (ZipInputStream texts = new ZipInputStream(Files.newInputStream(FUZZED))) {
      for (ZipEntry e = texts.getNextEntry(); e != null; e = texts.getNextEntry()) {
        byte[] text = texts.readAllBytes();
        assertDoesNotThrow(() -> answers(text), e.getName());
      }
    }
  }

  /** Fails where the front end does not answer a text as it must. */
  static void answers(byte[] bytes) {
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
