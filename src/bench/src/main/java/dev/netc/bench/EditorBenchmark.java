package dev.netc.bench;

import dev.netc.lsp.NetcServer;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long an editor waits for answers about a program of 1,000 lines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EditorBenchmark {
  private static final String URI = "untitled:program";
  private static final Position NAME = new Position(3, 5);
  private static final Position EDIT = new Position(3, 4);
  private static final String BLOCK =
      """
      /// Net number %1$d.
      net Block%1$d(units = 20) {
          input x [64]
          h = x -> dense(units) -> relu -> dense(32) -> tanh
          g = concat(h, x) -> dense(units) -> repeat 3 { dense(20) -> relu }
          output y = g -> dense(10) -> softmax
      }

      test "sum %1$d" {
          expect sum([1, 2, 3]) + %1$d == 6 + %1$d
      }

      """;

  private final TextDocumentIdentifier document = new TextDocumentIdentifier(URI);
  private TextDocumentService documents;
  private int version;

  @Setup
  public void open() {
    NetcServer server = new NetcServer(Map.of(), "", network -> "");
    server.connect(
        (LanguageClient)
            Proxy.newProxyInstance(
                EditorBenchmark.class.getClassLoader(),
                new Class<?>[] {LanguageClient.class},
                (client, method, arguments) -> null));
    documents = server.getTextDocumentService();
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.toString().lines().count() < 1000; i++) {
      text.append(BLOCK.formatted(i));
    }
    documents.didOpen(
        new DidOpenTextDocumentParams(new TextDocumentItem(URI, "net", 0, text.toString())));
  }

  /** A key is pressed, the program is checked, and the pointer asks. */
  @Benchmark
  public Hover hoverAfterEdit() throws Exception {
    boolean grows = version++ % 2 == 0;
    Range range = grows ? new Range(EDIT, EDIT) : new Range(EDIT, new Position(3, 5));
    documents.didChange(
        new DidChangeTextDocumentParams(
            new VersionedTextDocumentIdentifier(URI, version),
            List.of(new TextDocumentContentChangeEvent(range, grows ? " " : ""))));
    return documents.hover(new HoverParams(document, NAME)).get();
  }

  @Benchmark
  public Hover hover() throws Exception {
    return documents.hover(new HoverParams(document, NAME)).get();
  }

  @Benchmark
  public Either<List<CompletionItem>, CompletionList> completion() throws Exception {
    return documents.completion(new CompletionParams(document, NAME)).get();
  }

  @Benchmark
  public SemanticTokens colours() throws Exception {
    return documents.semanticTokensFull(new SemanticTokensParams(document)).get();
  }
}
