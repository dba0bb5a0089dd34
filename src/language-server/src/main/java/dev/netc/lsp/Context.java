package dev.netc.lsp;

import dev.netc.compiler.check.Vocabulary.Kind;
import dev.netc.compiler.parse.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Where a word stands, found from the words before it alone: it serves texts that are just being
 * written, too.
 *
 * @param declaration the keyword of the declaration around; empty at the top of a file
 * @param header the place of that keyword among the words; -1 at the top
 * @param inBody whether the braces of the declaration are open here
 * @param callee the name before the innermost open parenthesis, if it is a call; empty otherwise
 * @param setting the word that begins the setting here, in a train
 * @param previous the word before; empty at the beginning
 */
record Context(
    String declaration,
    int header,
    boolean inBody,
    String callee,
    String setting,
    String previous) {
  private static final Set<String> DECLARATIONS =
      Set.of("net", "data", "train", "test", "experiment", "search");

  /** The context of the word at a place among the words, or of one that would be put there. */
  static Context at(Analysis analysis, int place) {
    List<Word> words = analysis.words();
    Deque<Integer> open = new ArrayDeque<>();
    String declaration = "";
    int header = -1;
    int depth = 0;
    String setting = "";
    for (int i = 0; i < place; i++) {
      Word word = words.get(i);
      if (depth == 0 && open.isEmpty() && beginsDeclaration(words, i)) {
        declaration = word.text();
        header = i;
        setting = "";
      }
      if (word.is("{")) {
        depth++;
        open.clear();
      } else if (word.is("}")) {
        depth = Math.max(0, depth - 1);
        open.clear();
        header = depth == 0 && !declaration.equals("data") ? -1 : header;
        declaration = header < 0 ? "" : declaration;
      } else if (word.is("(") || word.is("[")) {
        open.push(i);
      } else if ((word.is(")") || word.is("]")) && !open.isEmpty()) {
        open.pop();
      } else if (depth == 1 && open.isEmpty() && word.kind() == Word.Kind.CONTEXTUAL) {
        boolean begins = i == 0 || isOtherLine(words.get(i - 1), word) || words.get(i - 1).is("{");
        setting = begins ? word.text() : setting;
      }
    }
    return new Context(
        declaration, header, depth > 0, callee(words, open), setting, previous(words, place));
  }

  private static boolean beginsDeclaration(List<Word> words, int i) {
    boolean first = i == 0 || isOtherLine(words.get(i - 1), words.get(i));
    boolean after = i > 0 && words.get(i - 1).is("}");
    return (first || after) && DECLARATIONS.contains(words.get(i).text());
  }

  private static boolean isOtherLine(Word before, Word word) {
    return before.span().source().line(before.span().end()) < word.span().line();
  }

  private static String callee(List<Word> words, Deque<Integer> open) {
    if (open.isEmpty() || open.peek() == 0) {
      return "";
    }
    Word before = words.get(open.peek() - 1);
    return words.get(open.peek()).is("(") && before.isName() ? before.text() : "";
  }

  private static String previous(List<Word> words, int place) {
    int i = place - 1;
    while (i >= 0 && words.get(i).isComment()) {
      i--;
    }
    return i < 0 ? "" : words.get(i).text();
  }

  /** The kinds of names of the language that may stand here, the likeliest first. */
  List<Kind> kinds() {
    if (declaration.equals("data")) {
      List<Kind> kinds = new ArrayList<>(List.of(Kind.READER, Kind.TRANSFORM, Kind.VARIATION));
      if (previous.equals("->")) {
        kinds = new ArrayList<>(List.of(Kind.TRANSFORM));
      } else if (callee.equals("augment")) {
        kinds = new ArrayList<>(List.of(Kind.VARIATION));
      }
      kinds.add(Kind.OPERATION);
      return kinds;
    } else if (setting.equals("optimizer")) {
      return List.of(Kind.OPTIMIZER);
    } else if (setting.equals("schedule")) {
      return List.of(Kind.SCHEDULE, Kind.OPERATION);
    }
    List<Kind> kinds = new ArrayList<>(List.of(Kind.OPERATION, Kind.INITIALIZER));
    if (previous.equals("=")) {
      kinds = new ArrayList<>(List.of(Kind.INITIALIZER, Kind.OPERATION));
    }
    if (declaration.equals("test")) {
      kinds.add(Kind.TEST_FUNCTION);
    }
    kinds.add(Kind.OPTIMIZER);
    return kinds;
  }
}
