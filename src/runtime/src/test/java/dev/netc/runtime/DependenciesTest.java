package dev.netc.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The runtime ships alone, and leaves console, process and clock to who calls it. */
@AnalyzeClasses(packages = "dev.netc.runtime", importOptions = DoNotIncludeTests.class)
class DependenciesTest {

  @ArchTest
  static final ArchRule runtimeKnowsNoCompiler =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.netc.compiler..", "dev.netc.cli..", "org.antlr..");

  @ArchTest
  static final ArchRule kernelsKnowNoTraining =
      noClasses()
          .that()
          .resideInAnyPackage("dev.netc.runtime.kernel..", "dev.netc.runtime.memory..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.netc.runtime.net..", "dev.netc.runtime.train..");

  @ArchTest
  static final ArchRule runtimeIsQuiet =
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
          .callMethod(Math.class, "random");
}
