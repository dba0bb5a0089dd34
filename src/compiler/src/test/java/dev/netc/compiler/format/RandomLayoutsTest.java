package dev.netc.compiler.format;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.compiler.Examples;
import dev.netc.compiler.parse.Lexeme;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.source.Source;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Examples with white space and comments put at random between their words: formatting keeps their
 * meaning and their comments, and is stable. {@code -Dlayouts=500} tries more of each.
 */
class RandomLayoutsTest {
  private static final int LAYOUTS = Integer.getInteger("layouts", 4);
  private static final String[] GAPS = {
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\n\n\n",
    " \n  ",
    "\f",
    " /* in */ ",
    " /* of\n  two */ ",
    " // end\n",
    "\n// own\n",
    "\n\n  /// doc\n",
    " // end\n\n",
    "\n /* own */\n",
    "\r",
    "\uFEFF"
  };

  @TestFactory
  Stream<DynamicTest> examplesInAnyLayout() {
    return Examples.good().stream()
        .map(Examples::source)
        .map(s -> dynamicTest(s.name(), () -> tryLayouts(s)));
  }

  private static void tryLayouts(Source source) {
    Random random = new Random(source.name().hashCode());
    List<Lexeme> lexemes = Parser.lexemes(source).lexemes();
    for (int i = 0; i < LAYOUTS; i++) {
      FormattedText.of(layout(source.text(), lexemes, random));
    }
  }

  /** Every n-th gap is another, for a random n: some texts are near the style, some far. */
  private static String layout(String text, List<Lexeme> lexemes, Random random) {
    StringBuilder out = new StringBuilder();
    int oneIn = 1 + random.nextInt(12);
    int from = 0;
    for (Lexeme lexeme : lexemes) {
      String gap = text.substring(from, lexeme.span().start());
      boolean other = random.nextInt(oneIn) == 0;
      String chosen = GAPS[random.nextInt(GAPS.length)];
      // What ended a comment must go on ending it; glued words would be others.
      out.append(other ? (gap.contains("\n") ? "\n" : "") + chosen : gap);
      out.append(lexeme.text());
      from = lexeme.span().end();
    }
    return out.append(text.substring(from)).toString();
  }
}
