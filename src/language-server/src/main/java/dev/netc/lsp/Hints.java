package dev.netc.lsp;

import dev.netc.compiler.check.Facts.Meaning;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** What an editor writes between the lines: shapes behind arrows, and what can be run. */
final class Hints {
  private Hints() {}

  /** The shape of what flows out of each stage in a range. */
  static List<InlayHint> shapes(Analysis analysis, Range range) {
    Source source = analysis.source();
    int start = Places.offset(source, range.getStart());
    int end = Places.offset(source, range.getEnd());
    Map<Integer, String> shapes = new TreeMap<>();
    for (Map.Entry<Span, Meaning> flow : analysis.facts().flows().entrySet()) {
      Span span = flow.getKey();
      if (span.source() == source && span.end() >= start && span.end() <= end) {
        flow.getValue().type().ifPresent(type -> shapes.put(span.end(), type.toString()));
      }
    }
    List<InlayHint> hints = new ArrayList<>();
    shapes.forEach(
        (offset, shape) -> {
          InlayHint hint = new InlayHint(Places.position(source, offset), Either.forLeft(shape));
          hint.setKind(InlayHintKind.Type);
          hint.setPaddingLeft(true);
          hints.add(hint);
        });
    return hints;
  }

  /** Commands above declarations; the editor runs {@code netc} for them. */
  static List<CodeLens> commands(String uri, Analysis analysis) {
    List<CodeLens> lenses = new ArrayList<>();
    Set<String> drawable = Drawings.networks(analysis.program()).keySet();
    for (Declaration d : analysis.declarations()) {
      if (d instanceof Declaration.Train train) {
        lenses.add(lens(uri, d, "train", train.name().text()));
        lenses.add(lens(uri, d, "describe", train.name().text()));
      } else if (d instanceof Declaration.Net net && drawable.contains(net.name().text())) {
        lenses.add(lens(uri, d, "describe", net.name().text()));
        lenses.add(lens(uri, d, "graph", net.name().text()));
      } else if (d instanceof Declaration.Test test) {
        lenses.add(lens(uri, d, "test", test.title().value()));
      }
    }
    return lenses;
  }

  private static CodeLens lens(String uri, Declaration d, String word, String name) {
    Command command = new Command(word, "netc." + word, List.of(uri, name));
    return new CodeLens(
        Places.range(new Span(d.span().source(), d.span().start(), d.span().start())),
        command,
        null);
  }
}
