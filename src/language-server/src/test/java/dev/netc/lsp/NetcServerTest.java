package dev.netc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetcServerTest {
  private static final String PROGRAM =
      """
      data digits = digits()

      /// Reads digits.
      net Reader(hidden = 100) {
          input image [784]
          scores = image -> dense(hidden) -> relu -> dense(10)
          output digit = softmax(scores)
      }

      train Digits {
          net       Reader(hidden = 20)
          data      digits
          minimize  cross_entropy(digit, label)
          optimizer adam(lr = 0.001)
          epochs    5
      }

      test "it reads" {
          reader = Reader(image = [1, 2])
          expect Digits().test.accuracy > 0.95
      }
      """;

  @TempDir private Path folder;
  private Session session;
  private String uri;
  private TextDocumentIdentifier document;

  @BeforeEach
  void start() throws Exception {
    session = new Session();
    uri = folder.resolve("a.net").toUri().toString();
  }

  @AfterEach
  void end() throws Exception {
    session.close();
  }

  private void open(String text) {
    document = session.open(uri, text);
  }

  // ------------------------------------------------------------ problems

  @Test
  void problemsAreShownAndMended() throws Exception {
    String text = "net A {\n    input x [2]\n    output y = x -> rleu\n}\n";
    open(text);
    List<Diagnostic> problems = session.diagnostics(uri);
    assertEquals(1, problems.size());
    assertEquals("unknown-name", problems.get(0).getCode().getLeft());
    assertEquals(new Range(new Position(2, 20), new Position(2, 24)), problems.get(0).getRange());
    CodeActionParams params =
        new CodeActionParams(document, problems.get(0).getRange(), new CodeActionContext(problems));
    CodeAction fix = Session.get(session.documents().codeAction(params)).get(0).getRight();
    TextEdit edit = fix.getEdit().getChanges().get(uri).get(0);
    assertEquals("relu", edit.getNewText());
    session.change(uri, edit.getRange(), edit.getNewText());
    assertEquals(List.of(), session.diagnostics(uri));
  }

  @Test
  void relatedPlacesAreNamed() throws Exception {
    open("net A { input x []  output x }\nnet A { input y []  output y }\n");
    Diagnostic problem = session.diagnostics(uri).get(0);
    assertEquals("first here", problem.getRelatedInformation().get(0).getMessage());
    assertEquals(
        0, problem.getRelatedInformation().get(0).getLocation().getRange().getStart().getLine());
  }

  @Test
  void problemsOfAnImportedFileAreShownThere() throws Exception {
    Path other = Files.writeString(folder.resolve("b.net"), "net B { output y = nothing }\n");
    open("import \"b.net\"\n");
    List<Diagnostic> problems = session.diagnostics(other.toUri().toString());
    assertEquals("unknown-name", problems.get(0).getCode().getLeft());
  }

  @Test
  void positionsCountUtf16UnitsAndLinesOfAnyKind() throws Exception {
    String text = "// 😀 a\r\ntest \"😀😀\" { expect nothing == 1 }\r\n";
    open(text);
    Diagnostic problem = session.diagnostics(uri).get(0);
    assertEquals(new Range(new Position(1, 21), new Position(1, 28)), problem.getRange());
    session.change(uri, problem.getRange(), "1");
    assertEquals(List.of(), session.diagnostics(uri));
    session.change(uri, new Range(new Position(0, 3), new Position(0, 5)), "x");
    assertEquals(List.of(), session.diagnostics(uri));
    session.change(uri, new Range(new Position(0, 0), new Position(9, 9)), "net");
    assertEquals("syntax-error", session.diagnostics(uri).get(0).getCode().getLeft());
  }

  // ------------------------------------------------------------ hovers and hints

  private String hover(String text, String part, int further) throws Exception {
    Hover hover =
        Session.get(
            session.documents().hover(new HoverParams(document, Session.at(text, part, further))));
    return hover == null ? "" : hover.getContents().getRight().getValue();
  }

  @Test
  void hoversTellShapesAndMeanings() throws Exception {
    open(PROGRAM);
    assertTrue(hover(PROGRAM, "scores =", 1).contains("scores: [10]"));
    assertTrue(hover(PROGRAM, "scores =", 1).contains("79,510 parameters"));
    assertTrue(hover(PROGRAM, "softmax(scores)", 9).contains("scores: [10]"));
    assertTrue(hover(PROGRAM, "image ->", 1).contains("input image: [784]"));
    String dense = hover(PROGRAM, "dense(hidden)", 1);
    assertTrue(dense.contains("dense(x, units"), dense);
    assertTrue(dense.contains("gives [100]"), dense);
    String reader = hover(PROGRAM, "Reader(hidden = 20)", 1);
    assertTrue(reader.contains("net Reader(hidden = 100)"), reader);
    assertTrue(reader.contains("Reads digits."), reader);
    assertTrue(hover(PROGRAM, "adam(", 1).contains("beta1 = 0.9"));
    assertEquals("", hover(PROGRAM, "784", 1));
  }

  @Test
  void shapesStandBehindArrows() throws Exception {
    open(PROGRAM);
    Range all = new Range(new Position(0, 0), new Position(99, 0));
    List<String> hints = new ArrayList<>();
    Session.get(session.documents().inlayHint(new InlayHintParams(document, all)))
        .forEach(h -> hints.add(h.getPosition().getCharacter() + h.getLabel().getLeft()));
    assertEquals(List.of("35[100]", "43[100]", "56[10]"), hints);
  }

  // ------------------------------------------------------------ completion

  private List<String> complete(String marked) throws Exception {
    String text = marked.replace("|", "");
    open(text);
    CompletionParams params = new CompletionParams(document, Session.at(marked, "|", 0));
    return Session.get(session.documents().completion(params)).getLeft().stream()
        .map(CompletionItem::getLabel)
        .toList();
  }

  @Test
  void completionKnowsThePlace() throws Exception {
    String net = "net A(units = 3) {\n    input image [2]\n    y = ";
    List<String> values = complete(net + "|\n}\n");
    assertTrue(values.containsAll(List.of("image", "units", "relu", "A")), values.toString());
    assertFalse(values.contains("optimizer"));
    List<String> stages = complete(net + "image -> de|\n}\n");
    assertTrue(stages.contains("dense"));
    List<String> arguments = complete(net + "image -> dense(3, |\n}\n");
    assertTrue(arguments.containsAll(List.of("init = ", "bias = ")), arguments.toString());
    List<String> own = complete(net + "image\n    output y\n}\nnet B { output z = A(|) }\n");
    assertTrue(own.containsAll(List.of("units = ", "image = ")), own.toString());
    List<String> settings = complete("train T {\n    |\n}\n");
    assertTrue(settings.containsAll(List.of("optimizer", "epochs", "schedule")));
    List<String> optimizers = complete("train T {\n    optimizer ad|\n}\n");
    assertTrue(optimizers.containsAll(List.of("adam", "sgd")));
    assertFalse(optimizers.contains("relu"));
    assertTrue(complete("data d = |").containsAll(List.of("mnist", "csv")));
    assertTrue(complete("data d = digits() -> |").contains("split"));
    assertTrue(complete("|").containsAll(List.of("net", "data", "train", "test")));
    List<String> members = complete(PROGRAM.replace("expect Digits", "expect reader.|\n  Digits"));
    assertTrue(members.containsAll(List.of("digit", "scores", "image")), members.toString());
  }

  @Test
  void filesAreOfferedInQuotes() throws Exception {
    Files.writeString(folder.resolve("gates.net"), "");
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data/houses.csv"), "");
    List<String> imports = complete("import \"|\"");
    assertTrue(
        imports.containsAll(List.of("gates.net", "data", "std/vision.net")), imports.toString());
    assertEquals(List.of("houses.csv"), complete("data h = csv(\"data/h|\")"));
  }

  // ------------------------------------------------------------ names

  private List<? extends Location> definition(String text, String part, int further)
      throws Exception {
    Position position = Session.at(text, part, further);
    return Session.get(session.documents().definition(new DefinitionParams(document, position)))
        .getLeft();
  }

  @Test
  void definitionsAreFoundAcrossFilesSavedOrNot() throws Exception {
    Path other = Files.writeString(folder.resolve("gates.net"), "net Old { output y = 1 }\n");
    String gates = "// new\nnet Gate(w) { input x [2]  output y = x @ w }\n";
    session.open(other.toUri().toString(), gates);
    String text = "import \"gates.net\"\nnet A { input x [2]  output y = x -> Gate([1, 2]) }\n";
    open(text);
    Location gate = definition(text, "Gate([", 2).get(0);
    assertEquals(other.toUri().toString(), gate.getUri());
    assertEquals(new Position(1, 4), gate.getRange().getStart());
    assertEquals(other.toUri().toString(), definition(text, "gates.net", 2).get(0).getUri());
    assertEquals(new Position(1, 14), definition(text, "x ->", 0).get(0).getRange().getStart());
    assertEquals(List.of(), definition(text, "output", 1));
  }

  @Test
  void theStandardLibraryCanBeVisited() throws Exception {
    String text = "import \"std/vision.net\"\n";
    open(text);
    Location file = definition(text, "vision", 1).get(0);
    assertTrue(Files.readString(Path.of(java.net.URI.create(file.getUri()))).contains("net "));
  }

  @Test
  void membersAndArgumentsHaveDefinitions() throws Exception {
    String text =
        """
        net Twice { input x [2]
            s = x * 2
            output y = s }
        test "t" {
            n = Twice(x = [1, 2])
            expect n.s[0] == 2 }
        """;
    open(text);
    assertEquals(new Position(1, 4), definition(text, "n.s", 2).get(0).getRange().getStart());
    assertEquals(new Position(0, 18), definition(text, "x = [", 0).get(0).getRange().getStart());
    open(PROGRAM);
    Location digit = definition(PROGRAM, "digit, label", 1).get(0);
    assertEquals(new Position(6, 11), digit.getRange().getStart());
    Location hidden = definition(PROGRAM, "hidden = 20", 1).get(0);
    assertEquals(new Position(3, 11), hidden.getRange().getStart());
  }

  @Test
  void aNameIsRenamedEverywhere() throws Exception {
    open(PROGRAM);
    ReferenceParams all =
        new ReferenceParams(
            document, Session.at(PROGRAM, "digit =", 1), new ReferenceContext(true));
    assertEquals(2, Session.get(session.documents().references(all)).size());
    WorkspaceEdit edit = Session.get(session.documents().rename(rename("digit =", "answer")));
    Map<String, List<TextEdit>> changes = edit.getChanges();
    assertEquals(2, changes.get(uri).size());
    changes.get(uri).forEach(e -> assertEquals("answer", e.getNewText()));
    assertRefused("digit =", "scores");
    assertRefused("digit =", "if");
    assertRefused("digit =", "a b");
    assertRefused("relu", "gelu");
  }

  private RenameParams rename(String part, String name) {
    return new RenameParams(document, Session.at(PROGRAM, part, 1), name);
  }

  private void assertRefused(String part, String name) {
    assertThrows(
        ExecutionException.class,
        () -> Session.get(session.documents().rename(rename(part, name))));
  }

  // ------------------------------------------------------------ the text as a whole

  @Test
  void theOutlineHasAllDeclarations() throws Exception {
    open(PROGRAM + "net Broken {\n    output =\n}\n");
    List<String> names = new ArrayList<>();
    Session.get(session.documents().documentSymbol(new DocumentSymbolParams(document)))
        .forEach(s -> names.add(s.getRight().getName()));
    assertEquals(List.of("digits", "Reader", "Digits", "it reads", "Broken"), names);
    List<String> lenses = new ArrayList<>();
    Session.get(session.documents().codeLens(new CodeLensParams(document)))
        .forEach(l -> lenses.add(l.getCommand().getTitle()));
    assertEquals(List.of("describe", "graph", "train", "describe", "test"), lenses);
    assertTrue(
        Session.get(session.documents().foldingRange(new FoldingRangeRequestParams(document)))
                .size()
            >= 3);
  }

  @Test
  void formattingIsThatOfFmt() throws Exception {
    open("net A{input x[]\noutput x}");
    DocumentFormattingParams params =
        new DocumentFormattingParams(document, new FormattingOptions(2, true));
    TextEdit edit = Session.get(session.documents().formatting(params)).get(0);
    assertEquals("net A {\n    input x []\n    output x\n}\n", edit.getNewText());
    session.change(uri, edit.getRange(), edit.getNewText());
    assertEquals(List.of(), Session.get(session.documents().formatting(params)));
    session.change(uri, null, "net A {");
    assertEquals(List.of(), Session.get(session.documents().formatting(params)));
  }

  @Test
  void coloursSayWhatWordsAre() throws Exception {
    String text = "/// d\nnet A(n) {\n    input x [2]\n    output y = x -> dense(n)\n}\n";
    open(text);
    List<Integer> data =
        Session.get(session.documents().semanticTokensFull(new SemanticTokensParams(document)))
            .getData();
    List<String> lines = text.lines().toList();
    List<String> types = Colours.legend().getTokenTypes();
    List<String> words = new ArrayList<>();
    int line = 0;
    int column = 0;
    for (int i = 0; i < data.size(); i += 5) {
      column = data.get(i) == 0 ? column + data.get(i + 1) : data.get(i + 1);
      line += data.get(i);
      String word = lines.get(line).substring(column, column + data.get(i + 2));
      words.add(word + ":" + types.get(data.get(i + 3)));
    }
    assertEquals(
        List.of(
            "/// d:comment",
            "net:keyword",
            "A:class",
            "n:parameter",
            "input:keyword",
            "x:variable",
            "2:number",
            "output:keyword",
            "y:variable",
            "=:operator",
            "x:variable",
            "->:operator",
            "dense:function",
            "n:parameter"),
        words);
  }

  @Test
  void hoversSayWhatPartOfTheInputIsSeen() throws Exception {
    String text =
        """
        net A {
            input image [1, 28, 28]
            seen = image -> conv(4, 5) -> relu -> maxpool(2)
            output y = seen -> flatten -> dense(2)
        }
        """;
    open(text);
    assertTrue(hover(text, "seen =", 1).contains("receptive field 6 x 6 of the input"));
    assertTrue(hover(text, "seen ->", 1).contains("receptive field 6 x 6"));
    assertTrue(hover(text, "conv", 1).contains("receptive field 5 x 5"));
    assertFalse(hover(text, "image ->", 1).contains("receptive"));
    assertFalse(hover(text, "y =", 0).contains("receptive"));
  }

  @Test
  void aFileThatIsNotOpenHasNoAnswers() throws Exception {
    document = new TextDocumentIdentifier("file:///nowhere/b.net");
    assertNull(
        Session.get(session.documents().hover(new HoverParams(document, new Position(0, 0)))));
    document = session.open("untitled:Untitled-1", "net A { input x [3]  output x }");
    assertTrue(hover("net A", "A", 0).contains("net A"));
  }
}
