package dev.netc.lsp;

import dev.netc.compiler.check.Vocabulary;
import dev.netc.compiler.check.Vocabulary.Kind;
import dev.netc.compiler.parse.Word;
import dev.netc.compiler.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.SemanticTokensLegend;

/** What each word is: semantic tokens, which know more than a grammar of patterns. */
final class Colours {
  private static final List<String> TYPES =
      List.of(
          "keyword",
          "comment",
          "string",
          "number",
          "operator",
          "class",
          "variable",
          "parameter",
          "property",
          "function");

  private static final List<String> MODIFIERS = List.of("declaration", "documentation");
  private static final int DECLARATION = 1;
  private static final int DOCUMENTATION = 2;

  private Colours() {}

  static SemanticTokensLegend legend() {
    return new SemanticTokensLegend(TYPES, MODIFIERS);
  }

  /** The words in the protocol's code: five numbers for each, the first two relative. */
  static List<Integer> of(Analysis analysis) {
    List<Integer> data = new ArrayList<>();
    int[] last = {0, 0};
    for (int i = 0; i < analysis.words().size(); i++) {
      Word word = analysis.words().get(i);
      Optional<String> type = type(analysis, i);
      if (type.isPresent()) {
        boolean declares = analysis.definitions().containsKey(word.span());
        int modifiers =
            declares ? DECLARATION : word.kind() == Word.Kind.DOCUMENTATION ? DOCUMENTATION : 0;
        add(word, TYPES.indexOf(type.get()), modifiers, data, last);
      }
    }
    return data;
  }

  /** A token for each line of a word: none may reach over a line's end. */
  private static void add(Word word, int type, int modifiers, List<Integer> data, int[] last) {
    Source source = word.span().source();
    int start = word.span().start();
    while (start < word.span().end()) {
      int line = source.line(start);
      int lineEnd = source.lineStart(line) + source.lineText(line).length();
      int end = Math.min(word.span().end(), lineEnd);
      if (end > start) {
        int column = source.column(start) - 1;
        int relative = line - 1 == last[0] ? column - last[1] : column;
        data.addAll(List.of(line - 1 - last[0], relative, end - start, type, modifiers));
        last[0] = line - 1;
        last[1] = column;
      }
      start = line < source.lineCount() ? source.lineStart(line + 1) : word.span().end();
    }
  }

  private static Optional<String> type(Analysis analysis, int i) {
    Word word = analysis.words().get(i);
    return switch (word.kind()) {
      case RESERVED -> Optional.of("keyword");
      case NUMBER -> Optional.of("number");
      case STRING -> Optional.of("string");
      case COMMENT, DOCUMENTATION -> Optional.of("comment");
      case SIGN -> "()[]{},.".contains(word.text()) ? Optional.empty() : Optional.of("operator");
      case UNKNOWN -> Optional.empty();
      case NAME, CONTEXTUAL -> Optional.of(name(analysis, i, word));
    };
  }

  private static String name(Analysis analysis, int i, Word word) {
    boolean member = i > 0 && analysis.words().get(i - 1).is(".");
    boolean named = i + 1 < analysis.words().size() && analysis.words().get(i + 1).is("=");
    Optional<Definition> definition = analysis.definition(i);
    if (definition.isPresent()) {
      return switch (definition.get().kind()) {
        case NET, TRAIN, EXPERIMENT -> "class";
        case ARGUMENT -> "parameter";
        default -> member ? "property" : "variable";
      };
    } else if (member) {
      return "property";
    } else if (named) {
      return "parameter";
    }
    boolean called = i + 1 < analysis.words().size() && analysis.words().get(i + 1).is("(");
    boolean piped = i > 0 && analysis.words().get(i - 1).is("->");
    boolean known = Vocabulary.find(word.text(), List.of(Kind.values())).isPresent();
    if (known && (word.kind() == Word.Kind.NAME || called || piped)) {
      return "function";
    }
    return word.kind() == Word.Kind.CONTEXTUAL ? "keyword" : "variable";
  }
}
