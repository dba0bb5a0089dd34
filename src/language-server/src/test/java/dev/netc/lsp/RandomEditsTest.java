package dev.netc.lsp;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random edits of examples, each followed by questions at a random place: every question is
 * answered, whatever the text has become. {@code -Dedits=500} makes more.
 */
class RandomEditsTest {
  private static final int EDITS = Integer.getInteger("edits", 8);
  private static final List<String> PIECES =
      List.of(
          "",
          " ",
          "\n",
          "\r\n",
          "{",
          "}",
          "(",
          ")",
          "[",
          "\"",
          "->",
          "=",
          ".",
          ",",
          "net",
          "x",
          "relu",
          "dense(3)",
          "train",
          "😀",
          "/*",
          "//",
          "import \"",
          "é",
          "-",
          "0..",
          "if");

  @TestFactory
  Stream<DynamicTest> everyQuestionIsAnswered() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("examples"))) {
      root = root.getParent();
    }
    List<Path> examples = new ArrayList<>();
    for (String name : List.of("language.net", "chapter2/adder.net", "chapter2/xor.net")) {
      examples.add(root.resolve("examples").resolve(name));
    }
    return examples.stream().map(file -> dynamicTest(file.toString(), () -> edit(file)));
  }

  private static void edit(Path file) throws Exception {
    Random random = new Random(file.getFileName().toString().hashCode());
    String uri = file.toUri().toString();
    String text = Files.readString(file);
    try (Session session = new Session()) {
      TextDocumentIdentifier document = session.open(uri, text);
      int lines = (int) text.lines().count();
      for (int i = 0; i < EDITS; i++) {
        Position start = new Position(random.nextInt(lines + 2), random.nextInt(60));
        Position end = new Position(start.getLine(), start.getCharacter() + random.nextInt(6));
        session.change(uri, new Range(start, end), PIECES.get(random.nextInt(PIECES.size())));
        ask(session.documents(), document, start);
      }
    }
  }

  private static void ask(TextDocumentService s, TextDocumentIdentifier d, Position p)
      throws Exception {
    Range all = new Range(new Position(0, 0), new Position(1000, 0));
    List<CompletableFuture<?>> answers =
        List.of(
            s.hover(new HoverParams(d, p)),
            s.completion(new CompletionParams(d, p)),
            s.definition(new DefinitionParams(d, p)),
            s.references(new ReferenceParams(d, p, new ReferenceContext(true))),
            s.documentHighlight(new DocumentHighlightParams(d, p)),
            s.prepareRename(new PrepareRenameParams(d, p)),
            s.rename(new RenameParams(d, p, "other")),
            s.documentSymbol(new DocumentSymbolParams(d)),
            s.foldingRange(new FoldingRangeRequestParams(d)),
            s.semanticTokensFull(new SemanticTokensParams(d)),
            s.inlayHint(new InlayHintParams(d, all)),
            s.codeLens(new CodeLensParams(d)),
            s.codeAction(new CodeActionParams(d, all, new CodeActionContext(List.of()))),
            s.formatting(new DocumentFormattingParams(d, new FormattingOptions(4, true))));
    for (CompletableFuture<?> answer : answers) {
      try {
        Session.get(answer);
      } catch (ExecutionException e) {
        boolean refused =
            e.getCause() instanceof ResponseErrorException error
                && error.getResponseError().getCode() == ResponseErrorCode.RequestFailed.getValue();
        if (!refused) {
          throw e;
        }
      }
    }
  }
}
