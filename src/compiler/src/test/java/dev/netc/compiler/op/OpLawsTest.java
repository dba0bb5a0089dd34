package dev.netc.compiler.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks the catalogue: the type rule of each operation agrees with the array computed, its gradient
 * and second gradient with central differences, and rewriting changes no value.
 */
class OpLawsTest {

  @TestFactory
  Stream<DynamicTest> operationsKeepTheLaws() {
    return Catalogue.all().stream()
        .map(operation -> dynamicTest(operation.name(), () -> lawsHold(operation)));
  }

  private static void lawsHold(Operation operation) {
    List<Sample> samples = OperationSamples.of(operation);
    assertTrue(samples.size() >= 6, () -> "only " + samples.size() + " calls of " + operation);
    samples.forEach(Laws::hold);
  }

  @TestFactory
  Stream<DynamicTest> typeRulesRefuseWhatCannotBeLowered() {
    return Catalogue.all().stream()
        .map(operation -> dynamicTest(operation.name(), () -> typeRuleHolds(operation)));
  }

  private static void typeRuleHolds(Operation operation) {
    for (Sample sample : RandomCalls.of(operation)) {
      SampleGraph graph;
      try {
        graph = new SampleGraph(sample, 1);
      } catch (RuntimeException e) {
        throw new AssertionError("the type rule accepts " + sample + ", which is not lowered", e);
      }
      assertEquals(sample.type(), graph.result().type(), () -> "the type of " + sample);
    }
  }

  @Test
  void namesAreUniqueAndExplained() {
    Set<String> names = new HashSet<>();
    for (Operation operation : Catalogue.all()) {
      List<String> all = new ArrayList<>(operation.aliases());
      all.add(operation.name());
      for (String name : all) {
        assertTrue(names.add(name), () -> name + " stands twice");
        assertTrue(name.matches("[a-z][a-z0-9_]*"), () -> name + " is no word of the language");
        assertEquals(operation, Catalogue.get(name));
      }
      assertFalse(operation.summary().isBlank(), () -> operation + " is not explained");
    }
  }

  @Test
  void parametersHaveNamesOfTheirOwn() {
    for (Operation operation : Catalogue.all()) {
      Set<String> names = new HashSet<>();
      boolean optional = false;
      for (Parameter parameter : operation.parameters()) {
        assertTrue(names.add(parameter.name()), () -> operation + " has " + parameter + " twice");
        assertFalse(
            optional && parameter.isRequired(),
            () ->
                parameter + " of " + operation + " is required, but stands after an optional one");
        optional |= !parameter.isRequired();
      }
    }
  }
}
