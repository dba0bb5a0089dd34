package dev.netc.lsp;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CodeLensOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.PositionEncodingKind;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SemanticTokensWithRegistrationOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageClientAware;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/** The language server: one editor, one connection, one thread that looks at programs. */
public final class NetcServer implements LanguageServer, LanguageClientAware {
  private final String version;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "netc-lsp");
            thread.setDaemon(true);
            return thread;
          });
  private final Documents documents;
  private final Drawings drawings;
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private boolean isShutDown;

  /**
   * @param environment for {@code NETC_DATA} and the user's cache
   * @param version of netc
   * @param pictures draws networks
   */
  public NetcServer(Map<String, String> environment, String version, Pictures pictures) {
    this.version = version;
    this.documents = new Documents(new Workspace(environment), worker);
    this.drawings = new Drawings(documents, pictures);
  }

  /**
   * Serves an editor until it says {@code exit} or closes the connection.
   *
   * @return whether it said {@code shutdown} before, as it should
   */
  public boolean serve(InputStream in, OutputStream out) throws InterruptedException {
    Launcher<LanguageClient> launcher = LSPLauncher.createServerLauncher(this, in, out);
    connect(launcher.getRemoteProxy());
    Future<Void> listening = launcher.startListening();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> await(listening));
    try {
      CompletableFuture.anyOf(ended, closed).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      worker.shutdownNow();
    }
    return isShutDown;
  }

  /** Waits for the end of the connection, however it comes. */
  private static void await(Future<Void> listening) {
    try {
      listening.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      return; // The connection broke: that is its end.
    }
  }

  @Override
  public void connect(LanguageClient client) {
    documents.connect(client);
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    ServerCapabilities can = new ServerCapabilities();
    can.setPositionEncoding(PositionEncodingKind.UTF16);
    can.setTextDocumentSync(TextDocumentSyncKind.Incremental);
    can.setHoverProvider(true);
    can.setCompletionProvider(new CompletionOptions(false, List.of(".", "\"", "/", "(", ">")));
    can.setDefinitionProvider(true);
    can.setReferencesProvider(true);
    can.setDocumentHighlightProvider(true);
    can.setDocumentSymbolProvider(true);
    can.setFoldingRangeProvider(true);
    can.setDocumentFormattingProvider(true);
    can.setInlayHintProvider(true);
    can.setCodeLensProvider(new CodeLensOptions(false));
    can.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
    can.setRenameProvider(new RenameOptions(true));
    can.setSemanticTokensProvider(
        new SemanticTokensWithRegistrationOptions(Colours.legend(), true));
    return CompletableFuture.completedFuture(
        new InitializeResult(can, new ServerInfo("netc", version)));
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    isShutDown = true;
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void exit() {
    ended.complete(true);
  }

  /** Draws a network: not of the protocol, but of netc's own extension for VS Code. */
  @JsonRequest("netc/graph")
  public CompletableFuture<Drawings.Drawn> graph(Drawings.Wanted wanted) {
    return drawings.draw(wanted);
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return documents;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return documents;
  }
}
