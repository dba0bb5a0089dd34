package dev.netc.lsp;

import dev.netc.compiler.check.StandardLibrary;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.parse.Word;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;

/** Gives a name another one everywhere, if the program then is as right as before. */
final class Renames {
  private Renames() {}

  /** Why a name cannot be what is wanted. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** The name at an offset, if it can get another one. */
  static Optional<Span> renamable(Analysis analysis, int offset) {
    int word = analysis.wordAt(offset);
    return analysis
        .definition(word)
        .filter(d -> !StandardLibrary.contains(d.name().source()))
        .filter(d -> d.text().equals(analysis.words().get(word).text()))
        .map(d -> analysis.words().get(word).span());
  }

  /**
   * The changes that give the name at an offset another one.
   *
   * @throws Refused if it would mean something else, or nothing
   */
  static WorkspaceEdit rename(Workspace workspace, Analysis analysis, int offset, String name) {
    if (renamable(analysis, offset).isEmpty()) {
      throw new Refused("only what a program binds can be renamed");
    }
    List<Word> words = Parser.words(Source.of("", name));
    if (words.size() != 1 || !words.get(0).isName() || !words.get(0).text().equals(name)) {
      throw new Refused("'%s' cannot be a name".formatted(name));
    }
    Definition definition = analysis.definition(analysis.wordAt(offset)).orElseThrow();
    List<Analysis> analyses = workspace.analyses();
    List<Span> places = Navigation.references(definition, analyses);
    Map<String, List<Span>> byFile = new LinkedHashMap<>();
    places.forEach(p -> byFile.computeIfAbsent(p.source().name(), f -> new ArrayList<>()).add(p));
    Map<String, String> texts = new HashMap<>(workspace.texts());
    byFile.forEach((file, spans) -> texts.put(file, replaced(spans, name)));
    for (Analysis before : analyses) {
      String file = before.source().name();
      requireSame(before, workspace.analyse(Source.of(file, texts.get(file)), texts), name);
    }
    Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
    byFile.forEach(
        (file, spans) ->
            edits.put(
                workspace.uri(file),
                spans.stream().map(s -> new TextEdit(Places.range(s), name)).toList()));
    return new WorkspaceEdit(edits);
  }

  private static String replaced(List<Span> spans, String name) {
    StringBuilder text = new StringBuilder(spans.get(0).source().text());
    spans.stream()
        .sorted(Comparator.comparingInt(Span::start).reversed())
        .forEach(span -> text.replace(span.start(), span.end(), name));
    return text.toString();
  }

  /** New errors, or names that are bound elsewhere, tell that the name is taken. */
  private static void requireSame(Analysis before, Analysis after, String name) {
    long errors = before.diagnostics().stream().filter(Diagnostic::isError).count();
    Optional<Diagnostic> fresh =
        after.diagnostics().stream().filter(Diagnostic::isError).skip(errors).findFirst();
    if (fresh.isPresent()) {
      throw new Refused("with the name '%s', %s".formatted(name, fresh.get().message()));
    }
    if (before.facts().bindings().size() != after.facts().bindings().size()) {
      throw new Refused("'%s' means something here already".formatted(name));
    }
  }
}
