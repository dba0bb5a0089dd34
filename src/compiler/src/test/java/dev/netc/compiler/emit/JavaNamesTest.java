package dev.netc.compiler.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaNamesTest {

  @ParameterizedTest
  @CsvSource({
    "image, image",
    "scores.dense[0].weight, scoresDense0Weight",
    "class, class_",
    "_, __",
    "0.5, _05",
    "größe, größe",
    "画像, 画像",
    "гиперплоскость, гиперплоскость",
    "a$b, aB",
    "gradient of w, gradientOfW",
    "'', value",
    "record, record_",
  })
  void namesStayReadable(String name, String identifier) {
    assertEquals(identifier, JavaNames.identifier(name));
  }

  @Test
  void namesAreGivenOnce() {
    JavaNames names = new JavaNames(Set.of("run"));
    assertEquals("run2", names.unique("run"));
    assertEquals("x", names.unique("x"));
    assertEquals("x2", names.unique("x"));
    assertEquals("x2_2", names.unique("x2"));
    assertEquals("x1", names.unique("x1"));
    assertEquals("x1_2", names.unique("x1"));
  }

  @ParameterizedTest
  @CsvSource({"gate, Gate", "TwoLayer, TwoLayer", "ß, ß", "画像, 画像", "true, True", "_, __"})
  void classesBeginWithACapitalWhereThereIsOne(String name, String className) {
    assertTrue(SourceVersion.isName(JavaNames.className(name)));
    assertEquals(className, JavaNames.className(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/ bad();", "\\u002a\\u002f", "a\nb", "{@link X}", "<b>", "\u2028x"})
  void textCannotLeaveAComment(String text) {
    String line = Comments.line(text);
    assertTrue(line.chars().noneMatch(c -> c == '\n' || c == '\r' || c == '\\' || c == 0x2028));
    String javadoc = Comments.javadoc(text);
    assertTrue(javadoc.chars().noneMatch(c -> "*\\@<>{}".indexOf(c) >= 0), javadoc);
  }
}
