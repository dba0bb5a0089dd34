package dev.netc.lsp;

import dev.netc.compiler.check.Facts;
import dev.netc.compiler.check.Facts.Meaning;
import dev.netc.compiler.check.Vocabulary;
import dev.netc.compiler.check.Vocabulary.Kind;
import dev.netc.compiler.network.ReceptiveField;
import dev.netc.compiler.network.ReceptiveFields;
import dev.netc.compiler.parse.Word;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;

/** What a reader wants to know of the word under the pointer. */
final class Hovers {
  private Hovers() {}

  static Optional<Hover> at(Analysis analysis, int offset) {
    int at = analysis.wordAt(offset);
    if (at < 0 || analysis.words().get(at).isComment()) {
      return Optional.empty();
    }
    Word word = analysis.words().get(at);
    List<String> parts = new ArrayList<>();
    Optional<Definition> definition = analysis.definition(at);
    if (definition.isPresent()) {
      parts.addAll(definition(analysis, definition.get(), word));
    } else if (word.isName()) {
      Context context = Context.at(analysis, at);
      Vocabulary.find(word.text(), context.kinds()).ifPresent(e -> parts.addAll(entry(e)));
    }
    Optional<Meaning> flow = flow(analysis, word);
    flow.ifPresent(m -> parts.add("gives " + shown(m)));
    flow.or(() -> definition.flatMap(d -> meaning(analysis, d, word)))
        .flatMap(Hovers::sees)
        .ifPresent(parts::add);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    MarkupContent content = new MarkupContent(MarkupKind.MARKDOWN, String.join("\n\n", parts));
    return Optional.of(new Hover(content, Places.range(word.span())));
  }

  private static List<String> definition(Analysis analysis, Definition d, Word word) {
    List<String> parts = new ArrayList<>();
    parts.add(code(title(d) + meaning(analysis, d, word).map(m -> ": " + shown(m)).orElse("")));
    if (d.kind().isDeclaration() && d.declaration() instanceof Declaration.Named named) {
      if (!named.documentation().isEmpty()) {
        parts.add(named.documentation());
      }
    }
    d.value()
        .flatMap(value -> analysis.facts().meaning(value.span()))
        .filter(m -> m.type().isPresent() && m.parameters() > 0)
        .ifPresent(m -> parts.add("%,d parameters up to here".formatted(m.parameters())));
    return parts;
  }

  private static String title(Definition d) {
    String parameters =
        d.declaration() instanceof Declaration.Net net && d.kind() == Definition.Kind.NET
            ? parameters(net.parameters())
            : d.declaration() instanceof Declaration.Train t && d.kind() == Definition.Kind.TRAIN
                ? parameters(t.parameters())
                : "";
    String word =
        switch (d.kind()) {
          case NET -> "net ";
          case DATA -> "data ";
          case TRAIN -> "train ";
          case EXPERIMENT -> "";
          case ARGUMENT -> "argument ";
          case INPUT -> "input ";
          case PARAMETER -> "param ";
          case OUTPUT -> "output ";
          case VALUE -> "";
        };
    return word + d.text() + parameters;
  }

  private static String parameters(List<Declaration.Parameter> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.stream().map(p -> p.span().text()).collect(Collectors.joining(", ", "(", ")"));
  }

  /** What a name means: at this place, or where it is bound. */
  private static Optional<Meaning> meaning(Analysis analysis, Definition d, Word word) {
    Facts facts = analysis.facts();
    return d.kind().isDeclaration()
        ? Optional.empty()
        : facts
            .meaning(word.span())
            .or(() -> d.value().map(Expression::span).flatMap(facts::meaning))
            .or(() -> facts.meaning(d.name()));
  }

  /** The receptive field of an image, where it is more than single elements. */
  private static Optional<String> sees(Meaning meaning) {
    return meaning
        .value()
        .flatMap(new ReceptiveFields()::of)
        .map(ReceptiveField::extents)
        .filter(extents -> extents.stream().anyMatch(extent -> extent > 1))
        .map(extents -> extents.stream().map(String::valueOf).collect(Collectors.joining(" x ")))
        .map("receptive field %s of the input"::formatted);
  }

  private static String shown(Meaning meaning) {
    return meaning.type().map(Object::toString).orElse(meaning.words());
  }

  /** What flows out of the stage that begins with a word. */
  private static Optional<Meaning> flow(Analysis analysis, Word word) {
    return analysis.facts().flows().entrySet().stream()
        .filter(e -> e.getKey().source() == word.span().source())
        .filter(e -> e.getKey().start() == word.span().start())
        .min((a, b) -> Integer.compare(length(a.getKey()), length(b.getKey())))
        .map(e -> e.getValue());
  }

  private static int length(Span span) {
    return span.end() - span.start();
  }

  private static List<String> entry(Vocabulary.Entry entry) {
    List<String> parts = new ArrayList<>(List.of(code(entry.signature())));
    if (!entry.summary().isEmpty()) {
      parts.add(entry.summary());
    }
    if (entry.kind() != Kind.OPERATION) {
      parts.add("*" + entry.kind().word() + "*");
    }
    return parts;
  }

  private static String code(String text) {
    return "```net\n" + text + "\n```";
  }
}
