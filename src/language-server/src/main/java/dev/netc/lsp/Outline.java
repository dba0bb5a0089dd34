package dev.netc.lsp;

import dev.netc.compiler.parse.Word;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;
import org.eclipse.lsp4j.SymbolKind;

/** The declarations of a text, what they bind, and what of it can be folded. */
final class Outline {
  private Outline() {}

  static List<DocumentSymbol> symbols(Analysis analysis) {
    List<DocumentSymbol> symbols = new ArrayList<>();
    for (Declaration d : analysis.declarations()) {
      if (d instanceof Declaration.Named named) {
        symbols.add(symbol(named.name().text(), kind(d), d.span(), named.name().span()));
      } else if (d instanceof Declaration.Test test) {
        symbols.add(symbol(test.title().value(), SymbolKind.Method, d.span(), test.title().span()));
      } else {
        continue;
      }
      symbols.get(symbols.size() - 1).setChildren(children(analysis, d));
    }
    List<Word> words = analysis.words();
    for (int i = 1; i < words.size(); i++) {
      boolean named = words.get(i - 1).span().column() == 1 && words.get(i).isName();
      if (named && analysis.broken().contains(words.get(i).text())) {
        Span span = words.get(i).span();
        symbols.add(symbol(span.text(), SymbolKind.Class, span, span));
      }
    }
    symbols.sort(Comparator.comparingInt(s -> s.getRange().getStart().getLine()));
    return symbols;
  }

  private static List<DocumentSymbol> children(Analysis analysis, Declaration declaration) {
    return analysis.definitions(declaration).stream()
        .filter(d -> !d.kind().isDeclaration() && d.kind() != Definition.Kind.ARGUMENT)
        .sorted(Comparator.comparingInt(d -> d.name().start()))
        .map(
            d ->
                symbol(
                    d.text(),
                    d.kind() == Definition.Kind.PARAMETER ? SymbolKind.Field : SymbolKind.Variable,
                    d.value().map(v -> d.name().to(v.span())).orElse(d.name()),
                    d.name()))
        .toList();
  }

  private static SymbolKind kind(Declaration d) {
    return d instanceof Declaration.Data
        ? SymbolKind.Object
        : d instanceof Declaration.Train ? SymbolKind.Function : SymbolKind.Class;
  }

  private static DocumentSymbol symbol(String name, SymbolKind kind, Span all, Span selection) {
    String shown = name.isBlank() ? "(no name)" : name;
    return new DocumentSymbol(shown, kind, Places.range(all), Places.range(selection));
  }

  /** Braces over several lines, and comments of several lines. */
  static List<FoldingRange> folds(Analysis analysis) {
    List<FoldingRange> folds = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    int commentStart = -1;
    int commentEnd = -1;
    for (Word word : analysis.words()) {
      int line = word.span().line() - 1;
      int end = analysis.source().line(word.span().end()) - 1;
      if (word.isComment()) {
        if (commentStart >= 0 && line <= commentEnd + 1) {
          commentEnd = end;
        } else {
          comment(commentStart, commentEnd, folds);
          commentStart = line;
          commentEnd = end;
        }
      } else if (word.is("{") || word.is("[") || word.is("(")) {
        open.add(line);
      } else if ((word.is("}") || word.is("]") || word.is(")")) && !open.isEmpty()) {
        int start = open.remove(open.size() - 1);
        if (line > start + 1) {
          folds.add(new FoldingRange(start, line - 1));
        }
      }
    }
    comment(commentStart, commentEnd, folds);
    return folds;
  }

  private static void comment(int start, int end, List<FoldingRange> folds) {
    if (start >= 0 && end > start) {
      FoldingRange fold = new FoldingRange(start, end);
      fold.setKind(FoldingRangeKind.Comment);
      folds.add(fold);
    }
  }
}
