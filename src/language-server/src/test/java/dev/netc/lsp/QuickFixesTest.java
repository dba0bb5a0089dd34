package dev.netc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextEdit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class QuickFixesTest {
  private static final Range ALL = new Range(new Position(0, 0), new Position(10_000, 0));
  private final Workspace workspace = new Workspace(Map.of());

  private Analysis analyse(String name, String text) {
    return workspace.analyse(Source.of(name, text), Map.of());
  }

  private static String apply(String text, CodeAction action) {
    TextEdit edit = action.getEdit().getChanges().get("uri").get(0);
    return new Buffer("uri", 1, text)
        .changed(2, List.of(new TextDocumentContentChangeEvent(edit.getRange(), edit.getNewText())))
        .text();
  }

  /** What a program becomes by its only fix, which is called as given. */
  private String fixed(String title, String text) {
    List<CodeAction> fixes = QuickFixes.of("uri", analyse("untitled:a", text), ALL);
    assertEquals(List.of(title), fixes.stream().map(CodeAction::getTitle).toList());
    String fixed = apply(text, fixes.get(0));
    assertEquals(List.of(), analyse("untitled:a", fixed).diagnostics(), fixed);
    return fixed;
  }

  @Test
  void aParameterGetsTheShapeThatFits() {
    String text = "net A { input x [784]  param w [ 100, 50 ]  output y = x @ w }";
    assertEquals(
        text.replace("[ 100, 50 ]", "[784, 50]"), fixed("declare param w [784, 50]", text));
  }

  @Test
  void flattenIsPutBeforeADenseLayerOfAnImage() {
    String text = "net A { input x [1, 28, 28]  output y = x -> dense(10) }";
    assertEquals(text.replace("dense", "flatten -> dense"), fixed("add flatten before it", text));
  }

  @Test
  void whatATrainLacksIsAdded() {
    String text =
        """
        data digits = digits()
        net A { input image [784]  output y = image -> dense(10) -> softmax }
        train T {
            net       A
            data      digits
            minimize  cross_entropy(y, label)
            optimizer sgd(0.1)
        }
        """;
    assertTrue(fixed("add the line  epochs 10", text).contains("\n    epochs 10\n}"));
    String noData = text.replace("    data      digits\n", "    epochs    10\n");
    Analysis analysis = analyse("untitled:a", noData);
    List<CodeAction> fixes = QuickFixes.of("uri", analysis, ALL);
    assertTrue(
        fixes.stream().anyMatch(f -> f.getTitle().equals("add the line  data digits")),
        fixes + " for " + analysis.diagnostics());
  }

  @Test
  void whatTheStandardLibraryHasIsImported() {
    String text =
        "net A { input x [3, 32, 32]  output y = x -> ResNet(18, x.shape, classes = 10) }";
    assertEquals("import \"std/vision.net\"\n" + text, fixed("import \"std/vision.net\"", text));
    fixed("replace it by '\"std/vision.net\"'", "import \"std/vison.net\"\n" + text);
  }

  @Test
  void whatNothingUsesCanBecomeAnOutput() {
    String text = "net A { input x [2]  a = relu(x)  output y = x }";
    assertEquals(text.replace("a = ", "output a = "), fixed("make it an output", text));
  }

  /** Each fix of each wrong example leaves fewer errors of its kind. */
  @TestFactory
  Stream<DynamicTest> fixesOfExamplesMendThem() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("examples"))) {
      root = root.getParent();
    }
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve("examples/errors"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".net")).sorted().toList()) {
        String text = Files.readString(file);
        Analysis before = analyse(file.toString(), text);
        for (CodeAction fix : QuickFixes.of("uri", before, ALL)) {
          tests.add(
              dynamicTest(
                  file.getFileName() + ": " + fix.getTitle(),
                  () -> {
                    Analysis after = analyse(file.toString(), apply(text, fix));
                    String code = fix.getDiagnostics().get(0).getCode().getLeft();
                    assertTrue(count(after, code) < count(before, code), after.source().text());
                  }));
        }
      }
    }
    assertTrue(tests.size() > 5, "only " + tests.size());
    return tests.stream();
  }

  private static long count(Analysis analysis, String code) {
    List<Diagnostic> all = analysis.diagnostics();
    return all.stream().filter(d -> d.code().word().equals(code)).count();
  }
}
