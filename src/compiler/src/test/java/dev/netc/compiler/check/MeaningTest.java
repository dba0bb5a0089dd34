package dev.netc.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.compiler.Examples;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the checker makes of programs, down to each value, its type and its place: the examples of
 * settings, of words and of the language as a whole. It stands in {@code meanings}, a file for
 * each; {@code -Dgolden=update} writes them anew.
 */
class MeaningTest {
  private static final Path MEANINGS =
      Path.of("src/test/resources/dev/netc/compiler/check/meanings");

  @TestFactory
  Stream<DynamicTest> isAsRecorded() {
    return programs().entrySet().stream()
        .map(e -> dynamicTest(e.getKey(), () -> isAsRecorded(e.getKey(), e.getValue().get())));
  }

  private static Map<String, Supplier<Checked>> programs() {
    Map<String, Supplier<Checked>> programs = new LinkedHashMap<>();
    for (SettingCatalogue.Entry entry : SettingCatalogue.all()) {
      programs.put("setting " + entry.name(), () -> check(entry.name(), entry.example()));
    }
    for (WordCatalogue.Entry entry : WordCatalogue.all()) {
      programs.put("word " + entry.name(), () -> check(entry.name(), entry.example()));
    }
    programs.put("language", () -> Examples.check(Examples.ROOT.resolve("language.net")));
    return programs;
  }

  private static Checked check(String name, String text) {
    return Checker.check(Source.of(name + ".net", text), Imports.NONE, Schemas.NONE);
  }

  private static void isAsRecorded(String name, Checked checked) throws IOException {
    assertFalse(checked.hasErrors(), () -> Report.of(checked.diagnostics()));
    Path file = MEANINGS.resolve(name.replace(' ', '-') + ".txt");
    String meaning = ProgramText.of(checked.program());
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(MEANINGS);
      Files.writeString(file, meaning);
    }
    assertEquals(Files.readString(file), meaning);
  }
}
