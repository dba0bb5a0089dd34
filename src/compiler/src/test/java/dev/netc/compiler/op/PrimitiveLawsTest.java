package dev.netc.compiler.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.op.primitive.Fused;
import dev.netc.compiler.op.primitive.Leaf;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws of {@link OpLawsTest} for what graphs are made of. */
class PrimitiveLawsTest {

  @TestFactory
  Stream<DynamicTest> primitivesKeepTheLaws() {
    return PrimitiveSamples.all().stream()
        .map(sample -> dynamicTest(sample.toString(), () -> Laws.hold(sample)));
  }

  /** Fused programs are made by rewriting alone, parameters are fed as inputs are. */
  @Test
  void everyPrimitiveIsTried() {
    Set<String> tried = PrimitiveSamples.covered().map(Class::getName).collect(Collectors.toSet());
    tried.add(Fused.class.getName());
    tried.add(Leaf.Parameter.class.getName());
    Set<String> missing = new TreeSet<>();
    for (JavaClass type : new ClassFileImporter().importPackages("dev.netc.compiler")) {
      boolean concrete = !type.isInterface() && !type.isNestedClass() || type.isRecord();
      boolean primitive = type.isAssignableTo(Primitive.class);
      if (primitive && concrete && !type.getModifiers().contains(JavaModifier.ABSTRACT)) {
        missing.add(type.getName());
      }
    }
    missing.removeAll(tried);
    assertEquals(Set.of(), missing);
  }
}
