package dev.netc.compiler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The packages of the compiler depend one way, and it is pure. */
@AnalyzeClasses(packages = "dev.netc.compiler", importOptions = DoNotIncludeTests.class)
class DependenciesTest {

  @ArchTest
  static final ArchRule compilerKnowsNoRuntime =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.netc.runtime..");

  @ArchTest
  static final ArchRule compilerKnowsNoArrays =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..", "dev.netc.cli..");

  @ArchTest
  static final ArchRule onlyTheParserKnowsAntlr =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.netc.compiler.parse..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.antlr..", "dev.netc.compiler.parse.antlr..");

  @ArchTest
  static final ArchRule frontEndKnowsNoBackEnd =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.netc.compiler.source..",
              "dev.netc.compiler.type..",
              "dev.netc.compiler.diagnostic..",
              "dev.netc.compiler.syntax..",
              "dev.netc.compiler.parse..",
              "dev.netc.compiler.format..",
              "dev.netc.compiler.check..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.netc.compiler.lower..",
              "dev.netc.compiler.rewrite..",
              "dev.netc.compiler.plan..",
              "dev.netc.compiler.emit..",
              "dev.netc.compiler.javac..");

  @ArchTest
  static final ArchRule graphsKnowNoText =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.netc.compiler.ir..",
              "dev.netc.compiler.autodiff..",
              "dev.netc.compiler.rewrite..",
              "dev.netc.compiler.op.primitive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.netc.compiler.syntax..",
              "dev.netc.compiler.parse..",
              "dev.netc.compiler.check..",
              "dev.netc.compiler.network..");

  @ArchTest
  static final ArchRule stagesDependOneWay =
      slices()
          .matching(
              "dev.netc.compiler."
                  + "(source|type|diagnostic|syntax|parse|format|check|lower|rewrite|plan|emit|javac)..")
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule compilerIsPure =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random");
}
