package dev.netc.compiler.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.compiler.Examples;
import dev.netc.compiler.check.Vocabulary;
import dev.netc.compiler.check.Vocabulary.Kind;
import dev.netc.compiler.parse.antlr.NetLexer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The grammar of editors has the words of the lexer and of the catalogue, no more and no less. */
class GrammarTest {
  private static final Path FILE =
      Examples.ROOT.resolveSibling("grammar").resolve("net.tmLanguage.json");

  /** Parts of the grammar whose patterns contain words of the lexer. */
  private static final List<String> WITH_KEYWORDS =
      List.of(
          "booleans",
          "control",
          "logic",
          "declaration-words",
          "net",
          "train",
          "experiment",
          "test",
          "net-words",
          "test-words",
          "setting-words");

  private static final Map<String, Kind> LISTS =
      Map.of(
          "operations", Kind.OPERATION,
          "optimizers", Kind.OPTIMIZER,
          "schedules", Kind.SCHEDULE,
          "initializers", Kind.INITIALIZER,
          "readers", Kind.READER,
          "transforms", Kind.TRANSFORM,
          "variations", Kind.VARIATION,
          "test-functions", Kind.TEST_FUNCTION);

  @Test
  void keywordsAreThoseOfTheLexer() throws IOException {
    Set<String> lexer = new TreeSet<>();
    for (int type = 1; type <= NetLexer.VOCABULARY.getMaxTokenType(); type++) {
      String literal = NetLexer.VOCABULARY.getLiteralName(type);
      if (literal != null && literal.matches("'[a-z_][a-z0-9_]+'")) {
        lexer.add(literal.substring(1, literal.length() - 1));
      }
    }
    Set<String> grammar = new TreeSet<>();
    String text = Files.readString(FILE);
    WITH_KEYWORDS.forEach(part -> grammar.addAll(keywords(part(text, part))));
    assertEquals(lexer, grammar);
  }

  /** The words in the regular expressions of a part. */
  private static Set<String> keywords(String part) {
    Set<String> words = new TreeSet<>();
    Matcher expression = Pattern.compile("\"(?:match|begin)\": \"(.*)\"").matcher(part);
    while (expression.find()) {
      String plain = expression.group(1).replaceAll("\\\\\\\\p\\{\\w+}|\\\\\\\\.|eE", " ");
      Matcher word = Pattern.compile("[a-z_][a-z0-9_]+").matcher(plain);
      while (word.find()) {
        words.add(word.group());
      }
    }
    return words;
  }

  @Test
  void listsAreThoseOfTheCatalogue() throws IOException {
    String text = Files.readString(FILE);
    for (Map.Entry<String, Kind> list : LISTS.entrySet()) {
      Matcher words = Pattern.compile("\\(\\?:([a-z0-9_|]+)\\)").matcher(text);
      words.find(text.indexOf("\n    \"" + list.getKey() + "\": {"));
      Set<String> known = new LinkedHashSet<>();
      Vocabulary.of(list.getValue()).forEach(entry -> known.add(entry.name()));
      if ("update".equals(System.getProperty("golden"))) {
        String all = String.join("|", known);
        text = text.substring(0, words.start(1)) + all + text.substring(words.end(1));
      } else {
        assertEquals(
            new TreeSet<>(known),
            new TreeSet<>(Arrays.asList(words.group(1).split("\\|"))),
            () -> list.getKey() + " of " + FILE + "; -Dgolden=update writes them");
      }
    }
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(FILE, text);
    }
  }

  /** The text of one part of the repository. */
  private static String part(String text, String name) {
    int start = text.indexOf("\n    \"" + name + "\": {");
    int end = text.indexOf("\n    }", start);
    return text.substring(start, end);
  }
}
