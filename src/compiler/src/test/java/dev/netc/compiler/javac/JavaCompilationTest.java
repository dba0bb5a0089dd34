package dev.netc.compiler.javac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JavaCompilationTest {
  private static final String SOURCE =
      """
      package made;

      final class Größe画 {
        interface Nested {}
      }
      """;

  @Test
  void compilesAClassWithItsNestedClasses() {
    try (JavaCompilation javac = new JavaCompilation(List.of())) {
      Map<String, byte[]> classes = javac.compile("made.Größe画", SOURCE);
      assertEquals(Set.of("made.Größe画", "made.Größe画$Nested"), classes.keySet());
      assertArrayEquals(
          classes.get("made.Größe画"), javac.compile("made.Größe画", SOURCE).get("made.Größe画"));
    }
  }

  @Test
  void saysWhatIsWrongWithASource() {
    try (JavaCompilation javac = new JavaCompilation(List.of())) {
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class, () -> javac.compile("Wrong", "class Wrong { int x }"));
      assertTrue(e.getMessage().contains("line 1"), e.getMessage());
    }
  }

  @Test
  void aRuntimeEnvironmentIsNamed() {
    NoJavaCompiler e =
        assertThrows(NoJavaCompiler.class, () -> new JavaCompilation(null, List.of()));
    assertTrue(e.getMessage().contains("JDK"), e.getMessage());
  }
}
