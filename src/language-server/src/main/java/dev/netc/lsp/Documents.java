package dev.netc.lsp;

import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.format.Formatter;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.CancelChecker;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/**
 * Answers an editor's questions about its buffers. Changes are taken as they come; questions wait
 * in line for one thread, and are dropped when they are cancelled or the text has changed since.
 */
final class Documents implements TextDocumentService, WorkspaceService {
  private final Workspace workspace;
  private final ExecutorService worker;

  /** Files that are not open and have problems shown, by the buffer that imports them. */
  private final Map<String, Set<String>> marked = new HashMap<>();

  private LanguageClient client;

  Documents(Workspace workspace, ExecutorService worker) {
    this.workspace = workspace;
    this.worker = worker;
  }

  void connect(LanguageClient editor) {
    client = editor;
  }

  // ------------------------------------------------------------ changes

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    TextDocumentItem item = params.getTextDocument();
    workspace.put(new Buffer(item.getUri(), item.getVersion(), item.getText()));
    publishAll();
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    int version = Optional.ofNullable(params.getTextDocument().getVersion()).orElse(0);
    workspace
        .buffer(params.getTextDocument().getUri())
        .map(buffer -> buffer.changed(version, params.getContentChanges()))
        .ifPresent(workspace::put);
    publishAll();
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    String uri = params.getTextDocument().getUri();
    workspace.remove(uri);
    worker.execute(
        () -> {
          marked.getOrDefault(uri, Set.of()).forEach(other -> publish(other, null, List.of()));
          marked.remove(uri);
          publish(uri, null, List.of());
        });
    publishAll();
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    workspace.filesChanged();
    publishAll();
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    workspace.filesChanged();
    publishAll();
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    publishAll();
  }

  // ------------------------------------------------------------ problems

  /** Shows the problems of all buffers, unless something changes before they are found. */
  private void publishAll() {
    long revision = workspace.revision();
    worker.execute(
        () -> {
          for (String uri : workspace.uris()) {
            Optional<Buffer> buffer = workspace.buffer(uri);
            if (workspace.revision() != revision) {
              return;
            }
            Optional<Analysis> analysis = workspace.analysis(uri);
            if (workspace.revision() == revision && buffer.isPresent() && analysis.isPresent()) {
              publish(uri, buffer.get().version(), analysis.get());
            }
          }
        });
  }

  private void publish(String uri, int version, Analysis analysis) {
    Map<String, List<org.eclipse.lsp4j.Diagnostic>> byFile = new HashMap<>();
    byFile.put(uri, new ArrayList<>());
    for (Diagnostic d : analysis.diagnostics()) {
      boolean own = d.span().source() == analysis.source();
      String file = own ? uri : workspace.uri(d.span().source().name());
      byFile.computeIfAbsent(file, f -> new ArrayList<>()).add(Problems.of(d));
    }
    Set<String> before = marked.getOrDefault(uri, Set.of());
    Set<String> now = new HashSet<>();
    byFile.forEach(
        (file, problems) -> {
          if (file.equals(uri)) {
            publish(file, version, problems);
          } else if (workspace.buffer(file).isEmpty()) {
            publish(file, null, problems);
            now.add(file);
          }
        });
    before.stream()
        .filter(file -> !now.contains(file) && workspace.buffer(file).isEmpty())
        .forEach(file -> publish(file, null, List.of()));
    marked.put(uri, now);
  }

  private void publish(
      String uri, Integer version, List<org.eclipse.lsp4j.Diagnostic> diagnostics) {
    client.publishDiagnostics(new PublishDiagnosticsParams(uri, diagnostics, version));
  }

  // ------------------------------------------------------------ questions

  /** Answers a question about a buffer as it was when the question came, or not at all. */
  <T> CompletableFuture<T> answer(
      TextDocumentIdentifier document, T nothing, Function<Analysis, T> question) {
    long revision = workspace.revision();
    return CompletableFutures.computeAsync(
        worker,
        cancelled -> {
          requireFresh(revision, cancelled);
          Optional<Analysis> analysis = workspace.analysis(document.getUri());
          requireFresh(revision, cancelled);
          return analysis.map(question).orElse(nothing);
        });
  }

  private void requireFresh(long revision, CancelChecker cancelled) {
    cancelled.checkCanceled();
    if (workspace.revision() != revision) {
      throw failure(ResponseErrorCode.ContentModified, "the text has changed since");
    }
  }

  private static ResponseErrorException failure(ResponseErrorCode code, String message) {
    return new ResponseErrorException(new ResponseError(code, message, null));
  }

  private static int offset(Analysis analysis, TextDocumentPositionParams params) {
    return Places.offset(analysis.source(), params.getPosition());
  }

  @Override
  public CompletableFuture<Hover> hover(HoverParams params) {
    return answer(
        params.getTextDocument(),
        null,
        analysis -> Hovers.at(analysis, offset(analysis, params)).orElse(null));
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    return answer(
        params.getTextDocument(),
        Either.forLeft(List.of()),
        analysis -> Either.forLeft(Completions.at(analysis, offset(analysis, params))));
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    return answer(
        params.getTextDocument(),
        Either.forLeft(List.of()),
        analysis ->
            Either.forLeft(
                Navigation.definition(analysis, offset(analysis, params)).stream().toList()));
  }

  @Override
  public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        analysis -> {
          Optional<Definition> definition =
              analysis.definition(analysis.wordAt(offset(analysis, params)));
          boolean declaration = params.getContext().isIncludeDeclaration();
          return definition.stream()
              .flatMap(
                  d ->
                      Navigation.references(d, workspace.analyses()).stream()
                          .skip(declaration ? 0 : 1))
              .map(Navigation::location)
              .toList();
        });
  }

  @Override
  public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(
      DocumentHighlightParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        analysis ->
            analysis.definition(analysis.wordAt(offset(analysis, params))).stream()
                .flatMap(d -> Navigation.references(d, List.of(analysis)).stream())
                .filter(span -> span.source() == analysis.source())
                .map(span -> new DocumentHighlight(Places.range(span)))
                .toList());
  }

  @Override
  public CompletableFuture<Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>>
      prepareRename(PrepareRenameParams params) {
    return answer(
        params.getTextDocument(),
        null,
        analysis ->
            Renames.renamable(analysis, offset(analysis, params))
                .map(Places::range)
                .map(Either3::<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>forFirst)
                .orElse(null));
  }

  @Override
  public CompletableFuture<WorkspaceEdit> rename(RenameParams params) {
    return answer(
        params.getTextDocument(),
        null,
        analysis -> {
          try {
            return Renames.rename(
                workspace, analysis, offset(analysis, params), params.getNewName());
          } catch (Renames.Refused e) {
            throw failure(ResponseErrorCode.RequestFailed, e.getMessage());
          }
        });
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        analysis ->
            Outline.symbols(analysis).stream()
                .map(Either::<SymbolInformation, DocumentSymbol>forRight)
                .toList());
  }

  @Override
  public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params) {
    return answer(params.getTextDocument(), List.of(), Outline::folds);
  }

  @Override
  public CompletableFuture<SemanticTokens> semanticTokensFull(SemanticTokensParams params) {
    return answer(
        params.getTextDocument(),
        new SemanticTokens(List.of()),
        analysis -> new SemanticTokens(Colours.of(analysis)));
  }

  @Override
  public CompletableFuture<List<InlayHint>> inlayHint(InlayHintParams params) {
    return answer(
        params.getTextDocument(), List.of(), analysis -> Hints.shapes(analysis, params.getRange()));
  }

  @Override
  public CompletableFuture<List<? extends CodeLens>> codeLens(CodeLensParams params) {
    String uri = params.getTextDocument().getUri();
    return answer(params.getTextDocument(), List.of(), analysis -> Hints.commands(uri, analysis));
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    String uri = params.getTextDocument().getUri();
    return answer(
        params.getTextDocument(),
        List.of(),
        analysis ->
            QuickFixes.of(uri, analysis, params.getRange()).stream()
                .map(Either::<Command, CodeAction>forRight)
                .toList());
  }

  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        analysis -> {
          Source source = analysis.source();
          Range all = Places.range(new Span(source, 0, source.text().length()));
          return Formatter.format(source).text().stream()
              .filter(text -> !text.equals(source.text()))
              .map(text -> new TextEdit(all, text))
              .toList();
        });
  }
}
