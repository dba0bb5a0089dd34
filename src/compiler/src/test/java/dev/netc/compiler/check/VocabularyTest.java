package dev.netc.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.check.Vocabulary.Entry;
import dev.netc.compiler.check.Vocabulary.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  @Test
  void everyNameIsFoundUnderItsKind() {
    List<Entry> inKinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      inKinds.addAll(Vocabulary.of(kind));
      assertEquals(Optional.empty(), Vocabulary.find("nothing", List.of(kind)));
    }
    assertEquals(inKinds, Vocabulary.all());
    for (Entry entry : Vocabulary.all()) {
      assertEquals(Optional.of(entry), Vocabulary.find(entry.name(), List.of(entry.kind())));
    }
  }

  @Test
  void theFirstKindThatHasANameCounts() {
    List<Kind> scheduleFirst = List.of(Kind.OPTIMIZER, Kind.SCHEDULE, Kind.OPERATION);
    assertEquals(Kind.SCHEDULE, Vocabulary.find("step", scheduleFirst).orElseThrow().kind());
    List<Kind> operationFirst = List.of(Kind.OPERATION, Kind.SCHEDULE);
    assertEquals(Kind.OPERATION, Vocabulary.find("step", operationFirst).orElseThrow().kind());
  }

  @Test
  void argumentsAreShownAsProgramsWriteThem() {
    assertEquals("momentum(lr = 0.01, momentum = 0.9)", signature("momentum", Kind.OPTIMIZER));
    assertEquals("gradient_error(train)", signature("gradient_error", Kind.TEST_FUNCTION));
    assertEquals("evaluate(train, from)", signature("evaluate", Kind.TEST_FUNCTION));
    Entry dense = Vocabulary.find("dense", List.of(Kind.OPERATION)).orElseThrow();
    assertTrue(dense.arguments().get(0).isTensor());
    assertEquals("", dense.arguments().get(1).defaultText());
  }

  private static String signature(String name, Kind kind) {
    return Vocabulary.find(name, List.of(kind)).orElseThrow().signature();
  }

  @Test
  void aWordIsFoundAmongThoseOfItsKind() {
    List<WordCatalogue.Entry> both =
        WordCatalogue.of(WordCatalogue.Kind.DECLARATION, WordCatalogue.Kind.TEST_FUNCTION);
    assertEquals("import", both.get(0).name());
    assertEquals("gradient_difference", both.get(both.size() - 1).name());
    assertTrue(both.stream().noneMatch(e -> e.kind() == WordCatalogue.Kind.STATEMENT));
  }
}
