package dev.netc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;
import org.junit.jupiter.api.Test;

/** Questions that are cancelled, and edits that come while an older text is looked at. */
class StaleTest {
  private static final String URI = "untitled:a";
  private static final TextDocumentIdentifier DOCUMENT = new TextDocumentIdentifier(URI);

  /** Work that the test does when it wants to. */
  static final class Line extends AbstractExecutorService {
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      waiting.add(task);
    }

    void work() {
      while (!waiting.isEmpty()) {
        waiting.remove().run();
      }
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  private final Line line = new Line();
  private final Workspace workspace = new Workspace(Map.of());
  private final Documents documents = new Documents(workspace, line);
  private final List<PublishDiagnosticsParams> published = new ArrayList<>();

  /** Happens as soon as something is published. */
  private Runnable onPublish = () -> {};

  StaleTest() {
    documents.connect(
        (LanguageClient)
            Proxy.newProxyInstance(
                StaleTest.class.getClassLoader(),
                new Class<?>[] {LanguageClient.class},
                (client, method, arguments) -> {
                  published.add((PublishDiagnosticsParams) arguments[0]);
                  Runnable then = onPublish;
                  onPublish = () -> {};
                  then.run();
                  return null;
                }));
  }

  private void open(String uri, int version, String text) {
    documents.didOpen(
        new DidOpenTextDocumentParams(new TextDocumentItem(uri, "net", version, text)));
  }

  private void change(String uri, int version, String text) {
    documents.didChange(
        new DidChangeTextDocumentParams(
            new VersionedTextDocumentIdentifier(uri, version),
            List.of(new TextDocumentContentChangeEvent(text))));
  }

  private static String wrong(int version) {
    return "net A { output y = wrong%d }".formatted(version);
  }

  private CompletableFuture<Hover> hover() {
    return documents.hover(new HoverParams(DOCUMENT, new Position(0, 4)));
  }

  private List<String> uris() {
    return published.stream().map(PublishDiagnosticsParams::getUri).toList();
  }

  private List<Integer> versions() {
    return published.stream().map(PublishDiagnosticsParams::getVersion).toList();
  }

  @Test
  void onlyTheNewestOfSeveralVersionsIsChecked() {
    open(URI, 1, wrong(1));
    change(URI, 2, wrong(2));
    change(URI, 3, wrong(3));
    line.work();
    assertEquals(List.of(3), versions());
    assertTrue(published.get(0).getDiagnostics().get(0).getMessage().getLeft().contains("wrong3"));
  }

  @Test
  void anEditWhileOtherBuffersAreCheckedLeavesThemToTheNextCheck() {
    open(URI, 1, wrong(1));
    open("untitled:b", 1, wrong(1));
    onPublish = () -> change("untitled:b", 2, wrong(2));
    line.work();
    assertEquals(List.of(1, 1, 2), versions());
    assertEquals("untitled:b", published.get(2).getUri());
  }

  @Test
  void anEditThatComesDuringACheckMakesItsResultsWorthless() throws Exception {
    StringBuilder padding = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      padding.append("\nnet P%d { input x [2]  output y = x -> dense(3) }".formatted(i));
    }
    open(URI, 1, wrong(1) + padding);
    Runnable check = line.waiting.remove();
    Thread checking = new Thread(check);
    checking.start();
    while (!isIn(checking, "Checker") && checking.isAlive()) {
      Thread.onSpinWait();
    }
    boolean during = checking.isAlive();
    change(URI, 2, wrong(2));
    checking.join();
    assertTrue(during, "the check was over before the edit came");
    assertEquals(List.of(), versions());
    line.work();
    assertEquals(List.of(2), versions());
  }

  private static boolean isIn(Thread thread, String type) {
    return List.of(thread.getStackTrace()).stream()
        .anyMatch(frame -> frame.getClassName().endsWith("." + type));
  }

  @Test
  void aCancelledQuestionIsNotAnswered() {
    open(URI, 1, "net A { input x [2]  output x }");
    CompletableFuture<Hover> first = hover();
    CompletableFuture<Hover> second = hover();
    first.cancel(true);
    line.work();
    assertTrue(first.isCancelled());
    assertFalse(second.isCompletedExceptionally());
    assertTrue(second.join().getContents().getRight().getValue().contains("net A"));
  }

  @Test
  void aQuestionAboutAnOldTextIsRefused() {
    open(URI, 1, "net A { input x [2]  output x }");
    CompletableFuture<Hover> old = hover();
    change(URI, 2, "");
    line.work();
    ExecutionException refused = assertThrows(ExecutionException.class, old::get);
    assertEquals(
        ResponseErrorCode.ContentModified.getValue(),
        ((ResponseErrorException) refused.getCause()).getResponseError().getCode());
  }

  @Test
  void aClosedBufferHasNoProblems() {
    open(URI, 1, wrong(1));
    documents.didClose(new DidCloseTextDocumentParams(DOCUMENT));
    line.work();
    assertEquals(List.of(), published.get(published.size() - 1).getDiagnostics());
  }

  @Test
  void anImportedBufferIsKnownHoweverItsUriIsWritten() {
    String other = "file:///nowhere/b%28%C3%BC%29.net"; // as VS Code writes b(ü).net
    open(other, 7, wrong(7));
    open("file:///nowhere/a.net", 1, "import \"b(ü).net\"");
    line.work();
    assertEquals(List.of("file:///nowhere/a.net", other), uris());
    assertEquals(1, published.get(1).getDiagnostics().size());
  }

  @Test
  void anEditElsewhereLeavesAnAnalysisAsItIs() {
    open(URI, 1, "net A { input x [2]  output x }");
    Analysis before = workspace.analysis(URI).orElseThrow();
    open("untitled:b", 1, wrong(1));
    change("untitled:b", 2, wrong(2));
    assertSame(before, workspace.analysis(URI).orElseThrow());
    workspace.filesChanged();
    assertTrue(before != workspace.analysis(URI).orElseThrow());
  }
}
