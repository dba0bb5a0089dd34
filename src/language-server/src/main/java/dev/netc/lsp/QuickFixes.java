package dev.netc.lsp;

import dev.netc.compiler.check.StandardLibrary;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.parse.Word;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;

/** The ways out that messages name, as changes of the text, where it is plain what to write. */
final class QuickFixes {
  private static final String DECLARE = "declare  param ";
  private static final String FLATTEN = "add `flatten` before";
  private static final String LINE = "add a line  ";
  private static final String OUTPUT = "make it an output";

  private final Analysis analysis;

  private QuickFixes(Analysis analysis) {
    this.analysis = analysis;
  }

  /** Another text for a place, with what a menu says of it. */
  private record Offer(String title, Span span, String text) {}

  /** The changes that mend what is wrong in a range. */
  static List<CodeAction> of(String uri, Analysis analysis, Range range) {
    Source source = analysis.source();
    int start = Places.offset(source, range.getStart());
    int end = Places.offset(source, range.getEnd());
    QuickFixes fixes = new QuickFixes(analysis);
    List<CodeAction> actions = new ArrayList<>();
    for (Diagnostic d : analysis.diagnostics()) {
      if (d.span().source() == source && d.span().start() <= end && d.span().end() >= start) {
        fixes.offers(d).forEach(offer -> actions.add(action(uri, d, offer)));
      }
    }
    return actions;
  }

  private static CodeAction action(String uri, Diagnostic d, Offer offer) {
    CodeAction action = new CodeAction(offer.title());
    action.setKind(CodeActionKind.QuickFix);
    action.setDiagnostics(List.of(Problems.of(d)));
    action.setIsPreferred(true);
    TextEdit edit = new TextEdit(Places.range(offer.span()), offer.text());
    action.setEdit(new WorkspaceEdit(Map.of(uri, List.of(edit))));
    return action;
  }

  private List<Offer> offers(Diagnostic d) {
    List<Offer> offers = new ArrayList<>();
    d.fix()
        .filter(fix -> fix.span().source() == analysis.source())
        .map(
            f ->
                new Offer(
                    "replace it by '%s'".formatted(f.replacement()), f.span(), f.replacement()))
        .ifPresent(offers::add);
    d.help().flatMap(help -> offer(d.span(), help)).ifPresent(offers::add);
    if (d.code().word().startsWith("unknown-")) {
      imported(d.span().text()).ifPresent(offers::add);
    }
    return offers;
  }

  private Optional<Offer> offer(Span at, String help) {
    if (help.startsWith(DECLARE)) {
      return declared(at, help.substring(DECLARE.length()));
    } else if (help.startsWith(FLATTEN)) {
      return flattened(at);
    } else if (help.startsWith(LINE)) {
      return line(at, help.substring(LINE.length()));
    } else if (help.startsWith(OUTPUT)) {
      return Optional.of(new Offer(OUTPUT, before(at), "output "));
    }
    return Optional.empty();
  }

  /** Another shape for a parameter of the net around: {@code w [784, 50]}. */
  private Optional<Offer> declared(Span at, String wanted) {
    String name = wanted.substring(0, Math.max(0, wanted.indexOf(' ')));
    return analysis.definitions().values().stream()
        .filter(d -> d.kind() == Definition.Kind.PARAMETER && d.text().equals(name))
        .filter(d -> d.name().source() == at.source() && contains(d.declaration().span(), at))
        .findFirst()
        .flatMap(d -> shape(d.name()))
        .map(
            shape ->
                new Offer(
                    "declare param " + wanted, shape, wanted.substring(name.length()).strip()));
  }

  private static boolean contains(Span outer, Span inner) {
    return outer.source() == inner.source()
        && outer.start() <= inner.start()
        && inner.end() <= outer.end();
  }

  /** The brackets behind a name, and what is between. */
  private Optional<Span> shape(Span name) {
    List<Word> words = analysis.words();
    int first = analysis.wordAt(name.start()) + 1;
    if (first >= words.size() || !words.get(first).is("[")) {
      return Optional.empty();
    }
    int depth = 0;
    for (int i = first; i < words.size(); i++) {
      depth += words.get(i).is("[") ? 1 : words.get(i).is("]") ? -1 : 0;
      if (depth == 0) {
        return Optional.of(words.get(first).span().to(words.get(i).span()));
      }
    }
    return Optional.empty();
  }

  /** Only in a pipe: {@code x -> dense(10)}. */
  private Optional<Offer> flattened(Span at) {
    int stage = analysis.wordAt(at.start());
    List<Word> words = analysis.words();
    boolean piped = stage > 0 && words.get(stage - 1).is("->");
    return piped && words.get(stage).span().start() == at.start()
        ? Optional.of(new Offer("add flatten before it", before(at), "flatten -> "))
        : Optional.empty();
  }

  /** At the end of the train whose name is marked. */
  private Optional<Offer> line(Span name, String wanted) {
    List<String> data =
        analysis.declared().values().stream()
            .filter(d -> d.kind() == Definition.Kind.DATA)
            .map(Definition::text)
            .toList();
    boolean plain = !wanted.equals("data name");
    if (!plain && data.size() != 1) {
      return Optional.empty(); // Which data is meant is not plain.
    }
    String text = plain ? wanted : "data " + data.get(0);
    return Optional.ofNullable(analysis.definitions().get(name))
        .filter(d -> d.kind() == Definition.Kind.TRAIN)
        .map(d -> d.declaration().span())
        .map(span -> new Span(span.source(), span.end() - 1, span.end() - 1))
        .map(end -> new Offer("add the line  " + text, end, "    " + text + "\n"));
  }

  /** The part of the standard library that declares a name, if nothing here is called as there. */
  private Optional<Offer> imported(String name) {
    for (String path : StandardLibrary.names()) {
      Set<String> declared = names(StandardLibrary.find(path).orElseThrow());
      if (declared.contains(name) && Collections.disjoint(declared, analysis.declared().keySet())) {
        Span top = new Span(analysis.source(), 0, 0);
        String line = "import \"%s\"".formatted(path);
        return Optional.of(new Offer(line, top, line + "\n"));
      }
    }
    return Optional.empty();
  }

  private static Set<String> names(Source source) {
    return Parser.parse(source).tree().declarations().stream()
        .filter(Declaration.Named.class::isInstance)
        .map(d -> ((Declaration.Named) d).name().text())
        .collect(Collectors.toSet());
  }

  private static Span before(Span span) {
    return new Span(span.source(), span.start(), span.start());
  }
}
