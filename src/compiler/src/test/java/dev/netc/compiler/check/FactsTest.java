package dev.netc.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.compiler.Examples;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What an editor can ask about every place of a program: it stands in {@code facts.txt}; {@code
 * -Dgolden=update} writes it anew.
 */
class FactsTest {
  private static final Path FACTS = Path.of("src/test/resources/dev/netc/compiler/check/facts.txt");
  private static final Comparator<Map.Entry<Span, ?>> BY_PLACE =
      Comparator.comparing((Map.Entry<Span, ?> e) -> e.getKey().start())
          .thenComparing(e -> e.getKey().end());

  private static Analysed analyse(Source source) {
    return Checker.analyse(source, Imports.NONE, Schemas.NONE);
  }

  @Test
  void tellWhatFlowsAndWhereNamesAreBound() throws IOException {
    Facts facts = analyse(Examples.source(Examples.ROOT.resolve("language.net"))).facts();
    StringBuilder text = new StringBuilder();
    facts.flows().entrySet().stream()
        .sorted(BY_PLACE)
        .forEach(e -> text.append(flow(e.getKey(), e.getValue())));
    facts.bindings().entrySet().stream()
        .sorted(BY_PLACE)
        .forEach(e -> text.append(binding(e.getKey(), e.getValue())));
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(FACTS, text);
    }
    assertEquals(Files.readString(FACTS), text.toString());
  }

  private static String flow(Span stage, Facts.Meaning meaning) {
    String text = stage.text().replaceAll("\\s+", " ");
    return "%s flows out of %s: %s, %d parameters\n"
        .formatted(stage, text, meaning.words(), meaning.parameters());
  }

  private static String binding(Span name, Span bound) {
    return "%s %s is bound at %s\n".formatted(name, name.text(), bound);
  }

  @Test
  void tellWhatAnExpressionMeans() {
    Source source =
        Source.of("a.net", "net A { input x [4]  h = x -> dense(3)  output y = h.bias + n }");
    Facts facts = analyse(source).facts();
    Facts.Meaning hidden = meaning(facts, source, "x -> dense(3)").orElseThrow();
    assertEquals("[3]", hidden.type().orElseThrow().toString());
    assertEquals(15, hidden.parameters());
    assertEquals(Optional.empty(), meaning(facts, source, "n"), "an unknown name means nothing");
    Span use = new Span(source, source.text().indexOf("h.bias"), source.text().indexOf(".bias"));
    assertEquals("h", facts.binding(use).orElseThrow().text());
    assertEquals(21, facts.binding(use).orElseThrow().start());
  }

  @Test
  void areNotKeptWhereNobodyAsks() {
    Facts facts = new Facts(false);
    Span place = Span.NONE;
    facts.uses(place, place);
    assertEquals(Map.of(), facts.bindings());
    assertEquals(Map.of(), facts.flows());
  }

  private static Optional<Facts.Meaning> meaning(Facts facts, Source source, String text) {
    return span(source, text).flatMap(facts::meaning);
  }

  private static Optional<Span> span(Source source, String text) {
    int at = source.text().indexOf(text);
    return at < 0 ? Optional.empty() : Optional.of(new Span(source, at, at + text.length()));
  }
}
