package dev.netc.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference in the repository is what the definitions say, and its examples are true. */
class ReferenceTest {
  private static final Path FOLDER = folder();

  private static Path folder() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("grammar"))) {
      folder = folder.getParent();
    }
    return folder.resolve("src/reference");
  }

  static Iterable<Operation> operations() {
    return Catalogue.all();
  }

  @TestFactory
  Stream<DynamicTest> theFilesAreWhatTheDefinitionsSay() {
    return Reference.files().entrySet().stream()
        .map(file -> dynamicTest(file.getKey(), () -> is(file.getKey(), file.getValue())));
  }

  private static void is(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name);
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertEquals(Files.exists(file) ? Files.readString(file) : "(no file " + name + ")", text);
  }

  @Test
  void thereAreNoOtherFiles() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> names =
          files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
      assertEquals(new TreeSet<>(Reference.files().keySet()), names);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationStatesItsShapeAndHasAnExample(Operation operation) {
    assertFalse(operation.shape().isEmpty(), "say .shape(…) where it is defined");
    assertFalse(operation.example().isEmpty(), "give an .example(…) where it is defined");
  }
}
