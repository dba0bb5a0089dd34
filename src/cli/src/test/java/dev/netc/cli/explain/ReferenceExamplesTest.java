package dev.netc.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Terminal;
import dev.netc.compiler.check.SettingCatalogue;
import dev.netc.compiler.check.WordCatalogue;
import dev.netc.compiler.format.Formatter;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.parse.antlr.NetLexer;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.TrainStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever programs are made of has a page, whose example is a program that does what it says. */
class ReferenceExamplesTest {
  private static final Pattern PROGRAM = Pattern.compile("(?ms)^```net\n(.*?)^```$");

  /** Words of declarations that are understood and answered with a message. */
  private static final Set<String> OF_EXPERIMENTS =
      Set.of("experiment", "search", "run", "in", "trials", "plot", "by", "of", "best", "smoothed");

  @TempDir private static Path folder;

  static Stream<Chapter> chapters() {
    return Chapter.all().stream().filter(chapter -> !chapter.kind().equals("message"));
  }

  private static String example(ExplainPage page) {
    Matcher matcher = PROGRAM.matcher(page.text());
    assertTrue(matcher.find(), () -> "no example on the page about " + page.topic());
    return matcher.group(1);
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void everyExampleHolds(Chapter chapter) throws IOException {
    Path own = Files.createDirectories(folder.resolve(chapter.kind()));
    ExampleFiles.write(own);
    for (ExplainPage page : chapter.pages()) {
      String program = example(page);
      assertTrue(program.contains("expect "), () -> "nothing is expected of " + page.topic());
      Files.writeString(own.resolve(page.topic().replace(' ', '-') + ".net"), program);
    }
    Terminal terminal = Terminal.files();
    int exitCode = terminal.run("test", own);
    assertEquals(ExitCode.SUCCESS, exitCode, terminal.out() + terminal.err());
    assertEquals("", terminal.err());
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void everyExampleIsInTheOneStyle(Chapter chapter) {
    for (ExplainPage page : chapter.pages()) {
      String program = example(page);
      Source source = Source.of(page.topic() + ".net", program);
      assertEquals(program, Formatter.format(source).text().orElseThrow());
    }
  }

  /** Where the parser learns a setting, the reference does. */
  @Test
  void everyStatementOfATrainHasAPage() {
    Set<Class<?>> described = new HashSet<>();
    SettingCatalogue.all().forEach(entry -> described.add(entry.statement()));
    for (Class<?> statement : TrainStatement.class.getPermittedSubclasses()) {
      boolean isSetting =
          !List.of(
                  Declaration.Binding.class,
                  TrainStatement.StepBlock.class,
                  TrainStatement.Unknown.class)
              .contains(statement);
      assertEquals(isSetting, described.contains(statement), statement.getName());
    }
    List<String> names = SettingCatalogue.all().stream().map(e -> e.name()).toList();
    for (TrainStatement.Keyword keyword : TrainStatement.Keyword.values()) {
      assertTrue(names.contains(keyword.text()), keyword.text());
    }
  }

  @Test
  void theExampleOfASettingUsesIt() {
    for (SettingCatalogue.Entry entry : SettingCatalogue.all()) {
      Source source = Source.of("example.net", entry.example());
      boolean used =
          Parser.parse(source).tree().declarations().stream()
              .filter(Declaration.Train.class::isInstance)
              .flatMap(train -> ((Declaration.Train) train).statements().stream())
              .anyMatch(s -> SettingCatalogue.of(s).equals(Optional.of(entry)));
      assertTrue(used, entry.name());
    }
  }

  /** Where the lexer learns a word, the reference does. */
  @Test
  void everyWordOfTheLanguageIsInTheReference() {
    List<String> texts = new ArrayList<>();
    WordCatalogue.all().forEach(e -> texts.add(e.form() + " " + e.remarks()));
    SettingCatalogue.all().forEach(e -> texts.add(e.form() + " " + e.remarks()));
    Set<String> known = new TreeSet<>();
    texts.forEach(text -> known.addAll(Arrays.asList(text.split("[^a-z_0-9]+"))));
    for (int token = 1; token <= NetLexer.VOCABULARY.getMaxTokenType(); token++) {
      String literal = NetLexer.VOCABULARY.getLiteralName(token);
      if (literal != null && literal.matches("'[a-z_0-9]+'")) {
        String word = literal.substring(1, literal.length() - 1);
        assertTrue(known.contains(word) || OF_EXPERIMENTS.contains(word), word);
      }
    }
  }
}
