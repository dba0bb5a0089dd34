package dev.netc.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs in the pages: what is called wrong is, in that way, and what is mended is right. */
class PageExamplesTest {
  /** No file of data is there. */
  private static final Schemas MISSING =
      (reader, arguments, source) ->
          new Schemas.Found(
              Optional.empty(), List.of("there is no data `%s`".formatted(arguments.get("path"))));

  private static final Pattern PROGRAM = Pattern.compile("(?ms)^```net\n(.*?)^```$");

  private static List<String> programs(Code code) {
    String text = ExplainPage.find(code.word()).orElseThrow().text();
    List<String> programs = new ArrayList<>();
    Matcher matcher = PROGRAM.matcher(text);
    while (matcher.find()) {
      programs.add(matcher.group(1));
    }
    return programs;
  }

  private static List<Diagnostic> check(String program) {
    return Checker.check(Source.of("page.net", program), Imports.NONE, MISSING).diagnostics();
  }

  @ParameterizedTest
  @EnumSource(
      value = Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      // These need files, or a text that no page should hold.
      names = {"UNREADABLE_TEXT", "TOO_LARGE", "IMPORT_MISSING", "IMPORT_CYCLE"})
  void theFirstProgramIsWrongInThisWay(Code code) {
    List<Diagnostic> diagnostics = check(programs(code).get(0));
    assertTrue(
        diagnostics.stream().anyMatch(d -> d.code() == code), "found: " + Report.of(diagnostics));
    assertTrue(
        diagnostics.stream().allMatch(d -> d.code() == code || !d.isError()),
        "in no other way: " + Report.of(diagnostics));
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void theLastProgramIsRight(Code code) {
    List<String> programs = programs(code);
    if (!programs.isEmpty()) {
      assertEquals("", Report.of(check(programs.get(programs.size() - 1))));
    }
  }
}
