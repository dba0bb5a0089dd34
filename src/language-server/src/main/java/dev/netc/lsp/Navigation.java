package dev.netc.lsp;

import dev.netc.compiler.check.StandardLibrary;
import dev.netc.compiler.parse.Word;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.lsp4j.Location;

/** From a name to where it is bound, and from there to all its uses. */
final class Navigation {
  private Navigation() {}

  /** Where the name at an offset is bound; of an import, the file. */
  static Optional<Location> definition(Analysis analysis, int offset) {
    Optional<Source> imported = imported(analysis, offset);
    if (imported.isPresent()) {
      return imported.map(source -> location(new Span(source, 0, 0)));
    }
    return analysis.definition(analysis.wordAt(offset)).map(d -> location(d.name()));
  }

  private static Optional<Source> imported(Analysis analysis, int offset) {
    for (Declaration d : analysis.declarations()) {
      if (d instanceof Declaration.Import i
          && i.path().span().start() <= offset
          && offset <= i.path().span().end()) {
        String path = i.path().value();
        return StandardLibrary.find(path)
            .or(() -> analysis.imports().find(path, analysis.source()));
      }
    }
    return Optional.empty();
  }

  static Location location(Span span) {
    return new Location(StandardFiles.uri(span.source()), Places.range(span));
  }

  /** All places of a name in open buffers and what they import, its binding among them. */
  static List<Span> references(Definition definition, List<Analysis> analyses) {
    Set<String> seen = new LinkedHashSet<>();
    List<Span> references = new ArrayList<>();
    add(definition.name(), seen, references);
    for (Analysis analysis : analyses) {
      List<Word> words = analysis.words();
      for (int i = 0; i < words.size(); i++) {
        if (words.get(i).isName()
            && words.get(i).text().equals(definition.text())
            && analysis
                .definition(i)
                .filter(d -> isSame(d.name(), definition.name()))
                .isPresent()) {
          add(words.get(i).span(), seen, references);
        }
      }
      analysis
          .facts()
          .bindings()
          .forEach(
              (name, binding) -> {
                if (isSame(binding, definition.name())) {
                  add(name, seen, references);
                }
              });
    }
    return references;
  }

  private static void add(Span span, Set<String> seen, List<Span> references) {
    if (seen.add(span.source().name() + ":" + span.start())) {
      references.add(span);
    }
  }

  /** Whether two spans are one place, as two analyses see it. */
  private static boolean isSame(Span a, Span b) {
    return a.start() == b.start() && a.source().name().equals(b.source().name());
  }
}
