package dev.netc.cli.trust;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.net.URLClassLoader;

/** Reading data and weights makes numbers of them, never objects; nothing of theirs is run. */
@AnalyzeClasses(packages = "dev.netc", importOptions = DoNotIncludeTests.class)
class NoForeignCodeTest {

  @ArchTest
  static final ArchRule nothingIsDeserialised =
      noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

  @ArchTest
  static final ArchRule noScriptIsRun =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.script..", "java.beans..", "javax.naming..", "java.rmi..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(URLClassLoader.class);

  @ArchTest
  static final ArchRule theCompilerLoadsNoClassesAndStartsNoProcess =
      noClasses()
          .that()
          .resideInAPackage("dev.netc.compiler..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ClassLoader.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .orShould()
          .callMethod(Class.class, "forName", String.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String.class);
}
