package dev.netc.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the checker says of small programs with a mistake, and the change that an editor offers.
 * They stand in {@code mistakes.txt}: a title after {@code ==}, the program, and after {@code --}
 * what is said of it; {@code -Dgolden=update} writes that anew.
 */
class MistakesTest {
  private static final Path MISTAKES =
      Path.of("src/test/resources/dev/netc/compiler/check/mistakes.txt");
  private static final StringBuilder UPDATED = new StringBuilder();

  private record Mistake(String title, String program, String said) {
    static Mistake of(String section) {
      int program = section.indexOf('\n') + 1;
      int said = (section + "--\n").indexOf("--\n", program);
      return new Mistake(
          section.substring(0, program).strip(),
          section.substring(program, said),
          section.substring(Math.min(section.length(), said + 3)));
    }
  }

  @TestFactory
  Stream<DynamicTest> areExplained() throws IOException {
    List<Mistake> mistakes =
        Arrays.stream(Files.readString(MISTAKES).split("(?m)^== "))
            .skip(1)
            .map(Mistake::of)
            .toList();
    return mistakes.stream().map(m -> dynamicTest(m.title(), () -> isExplained(m)));
  }

  private static void isExplained(Mistake mistake) {
    String said = said(mistake.program());
    UPDATED.append("== %s\n%s--\n%s".formatted(mistake.title(), mistake.program(), said));
    if (!"update".equals(System.getProperty("golden"))) {
      assertEquals(mistake.said(), said);
    }
  }

  private static String said(String program) {
    Source source = Source.of("a.net", program);
    List<Diagnostic> found = Checker.check(source, Imports.NONE, Schemas.NONE).diagnostics();
    StringBuilder said = new StringBuilder(Report.of(found));
    for (Diagnostic diagnostic : found) {
      diagnostic
          .fix()
          .ifPresent(
              fix -> said.append("fix at %s: %s\n".formatted(fix.span(), fix.replacement())));
    }
    return said.toString();
  }

  @AfterAll
  static void update() throws IOException {
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(MISTAKES, UPDATED);
    }
  }
}
