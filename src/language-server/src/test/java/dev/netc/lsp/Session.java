package dev.netc.lsp;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;

/** An editor that speaks to a server over pipes. */
final class Session implements LanguageClient, AutoCloseable {
  private static final long MOST_SECONDS = 60;

  private final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
  private final CompletableFuture<Boolean> served = new CompletableFuture<>();
  private final LanguageServer server;
  private int version;

  Session() throws Exception {
    PipedInputStream toServer = new PipedInputStream(1 << 20);
    PipedInputStream toClient = new PipedInputStream(1 << 20);
    PipedOutputStream fromClient = new PipedOutputStream(toServer);
    PipedOutputStream fromServer = new PipedOutputStream(toClient);
    NetcServer netc = new NetcServer(Map.of(), "0.0.0", network -> "");
    Thread thread = new Thread(() -> serve(netc, toServer, fromServer), "server");
    thread.setDaemon(true);
    thread.start();
    Launcher<LanguageServer> launcher =
        LSPLauncher.createClientLauncher(this, toClient, fromClient);
    launcher.startListening();
    server = launcher.getRemoteProxy();
    get(server.initialize(new InitializeParams()));
  }

  private void serve(NetcServer netc, PipedInputStream in, PipedOutputStream out) {
    try (in;
        out) {
      served.complete(netc.serve(in, out));
    } catch (IOException | InterruptedException e) {
      served.completeExceptionally(e);
    }
  }

  TextDocumentService documents() {
    return server.getTextDocumentService();
  }

  LanguageServer server() {
    return server;
  }

  static <T> T get(CompletableFuture<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(MOST_SECONDS, TimeUnit.SECONDS);
  }

  TextDocumentIdentifier open(String uri, String text) {
    TextDocumentItem item = new TextDocumentItem(uri, "net", ++version, text);
    documents().didOpen(new DidOpenTextDocumentParams(item));
    return new TextDocumentIdentifier(uri);
  }

  /** Replaces a range; the whole text without one. */
  int change(String uri, Range range, String text) {
    TextDocumentContentChangeEvent change = new TextDocumentContentChangeEvent(range, text);
    documents()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri, ++version), List.of(change)));
    return version;
  }

  /** The diagnostics of a file once they are of the newest version. */
  List<org.eclipse.lsp4j.Diagnostic> diagnostics(String uri) throws InterruptedException {
    while (true) {
      PublishDiagnosticsParams next = published.poll(MOST_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no diagnostics for " + uri);
      }
      boolean fresh = next.getVersion() == null || next.getVersion() == version;
      if (next.getUri().equals(uri) && fresh) {
        return next.getDiagnostics();
      }
    }
  }

  /** The position of the first occurrence of a text, and so many characters on. */
  static Position at(String text, String part, int further) {
    int offset = text.indexOf(part) + further;
    if (text.indexOf(part) < 0) {
      throw new AssertionError("no " + part);
    }
    int line = 0;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new Position(line, offset - start);
  }

  @Override
  public void close() throws Exception {
    get(server.shutdown());
    server.exit();
    if (!get(served)) {
      throw new AssertionError("the server ended without shutdown");
    }
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
    published.add(diagnostics);
  }

  @Override
  public void telemetryEvent(Object object) {}

  @Override
  public void showMessage(MessageParams message) {}

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void logMessage(MessageParams message) {}
}
