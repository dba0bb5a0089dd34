package dev.netc.cli.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Imports;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.kernel.Kernels;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No text of a program becomes code: whatever its names and comments try, the class is valid and
 * refers to nothing but the runtime and a few types of Java that can do no harm.
 */
class HostileNamesTest {
  /** What generated classes may refer to; {@code System} and its like are not among it. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "dev/netc/runtime/.*|generated/.*|org/nd4j/linalg/api/ndarray/INDArray"
              + "|java/lang/(Object|String|Math|Float|Double|Integer|Long|Record"
              + "|IllegalArgumentException|invoke/(StringConcatFactory|LambdaMetafactory|MethodHandles.*))"
              + "|java/util/(List|Map|Optional|Arrays|Map\\$Entry)");

  private static final String PROPERTY = "netc.hostile";

  /** A sentence that would betray itself if it were ever run. */
  private static final String EVIL = "System.setProperty(\"" + PROPERTY + "\", \"run\");";

  private static final List<String> NAMES =
      List.of(
          "class",
          "int",
          "void",
          "enum",
          "record",
          "var",
          "yield",
          "sealed",
          "null",
          "this",
          "super",
          "static",
          "new",
          "assert",
          "_",
          "__",
          "_1",
          "Object",
          "String",
          "System",
          "Runtime",
          "Math",
          "Float",
          "List",
          "Map",
          "Override",
          "Kernels",
          "Kernel",
          "CompiledNet",
          "TrainedNet",
          "NetSpec",
          "MemoryPlan",
          "Phase",
          "View",
          "generated",
          "java",
          "javax",
          "dev",
          "toString",
          "getClass",
          "hashCode",
          "finalize",
          "wait",
          "notify",
          "clone",
          "save",
          "load",
          "close",
          "spec",
          "step",
          "run",
          "predict",
          "buildTraining",
          "buildInference",
          "setConstants",
          "main",
          "init",
          "clinit",
          "SPEC",
          "batch",
          "kernels",
          "a_b",
          "aB",
          "ab1",
          "Ünïcode",
          "имя",
          "名前",
          "ſ",
          "ı",
          "İ",
          "K",
          "\u212A",
          "ª",
          "x\u0301");

  private static final List<String> TEXTS =
      List.of(
          "*/ static { " + EVIL + " } /*",
          "\\u002a\\u002f static { " + EVIL + " } /*",
          "\\u002A/ static { " + EVIL + " }",
          "\\uuuu002a\\uuuu002f static { " + EVIL + " }",
          "\"; static { " + EVIL + " } String s = \"",
          "\\u0022; static { " + EVIL + " } String s = \\u0022",
          "\\\"; static { " + EVIL + " } //",
          "\\",
          "\\u000a static { " + EVIL + " } //",
          "$L $S $T $N $$ $> $< $[ $] $W $Z $1L $name:L",
          "%s %n %1$s {0} ${jndi:ldap://x} #{x}",
          "{@link java.lang.System} @Deprecated </pre><script>alert(1)</script> <!--",
          "\u202E elif \u2066 \u0007 \u2028 static { " + EVIL + " }");

  static Stream<String> names() {
    return NAMES.stream();
  }

  static Stream<String> texts() {
    return TEXTS.stream();
  }

  /** Every place of a program where a name reaches the generated class. */
  private static String named(String name) {
    return """
    data points = table { %1$s = [[1, 2], [3, 4]]  t = [2, 4] }

    net %1$s(%1$s = 3) {
        input %1$s [2]
        param w_%1$s [2] = [1, 2]
        hidden%1$s = %1$s -> dense(%1$s2) -> relu
        output out = sum(hidden%1$s) + sum(w_%1$s)
    }

    train %1$s_ {
        net       %1$s
        data      points
        minimize  squared_error(out, t)
        report    mean_absolute_error(out, t)
        steps     1
    }
    """
        .formatted(name)
        .replace("dense(" + name + "2)", "dense(3)")
        .replace("(" + name + " = 3)", "");
  }

  private static String commented(String text) {
    return """
    /// %1$s
    net Net {
        input x [2]
        output y = x -> dense(3)    // %1$s
    }
    """
        .formatted(text);
  }

  @AfterEach
  void nothingHasRun() {
    assertEquals(null, System.clearProperty(PROPERTY));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameIsAName(String name) {
    compiles("names.net", named(name), true);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aCommentIsAComment(String text) {
    compiles("comments.net", commented(text), false);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theNameOfAFileIsAName(String text) {
    compiles(text + ".net", commented("A net."), false);
  }

  private static void compiles(String file, String program, boolean trains) {
    Checked checked = Checker.check(Source.of(file, program), Imports.NONE, Schemas.NONE);
    if (checked.hasErrors()) {
      // A word that the language keeps for itself is refused with its place.
      assertTrue(trains, () -> Report.of(checked.diagnostics()));
      assertTrue(checked.diagnostics().stream().allMatch(d -> d.span().line() >= 1));
      return;
    }
    checked.program().networks().values().forEach(n -> harmless(Loaded.of(Lower.net(n))));
    checked.program().trains().values().forEach(t -> harmless(Loaded.of(Lower.train(t))));
  }

  private static void harmless(Loaded loaded) {
    Set<String> strange = new TreeSet<>();
    for (byte[] bytes : loaded.classes().values()) {
      for (String type : ClassFile.of(bytes).types()) {
        String element = type.replaceAll("^\\[+L?|;$", "");
        if (element.length() > 1 && !ALLOWED.matcher(element).matches()) {
          strange.add(element);
        }
      }
    }
    assertEquals(Set.of(), strange, loaded.compiled().source());
    assertFalse(loaded.compiled().source().contains("\u202E"), "no hidden direction of text");
    loaded.create(1, 0, Kernels.portable()).close();
  }
}
