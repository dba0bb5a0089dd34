package dev.netc.lsp;

import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.source.Source;
import dev.netc.files.FileSchemas;
import dev.netc.runtime.data.DataPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The buffers of an editor, and what is known of them: analysed when it is asked for, and kept
 * until something changes. Buffers may be changed while others are analysed.
 */
final class Workspace {
  private final Map<String, Buffer> buffers = new ConcurrentHashMap<>();
  private final Map<String, String> environment;
  private final Map<String, Known> analyses = new HashMap<>();
  private final Map<String, Schemas.Found> schemas = new HashMap<>();
  private volatile long revision;
  private volatile long filesRevision;
  private long schemasRevision;

  /** An analysis and what it is of. */
  private record Known(
      Buffer buffer, long filesRevision, BufferImports imports, Analysis analysis) {
    /** Whether it is of what there is now: an edit elsewhere does not matter to it. */
    boolean isOf(Buffer now, long filesNow, Map<String, String> texts) {
      return buffer.equals(now) && filesRevision == filesNow && imports.wouldFindTheSame(texts);
    }
  }

  /**
   * @param environment for {@code NETC_DATA} and the user's cache
   */
  Workspace(Map<String, String> environment) {
    this.environment = environment;
  }

  void put(Buffer buffer) {
    buffers.put(buffer.uri(), buffer);
    revision++;
  }

  void remove(String uri) {
    buffers.remove(uri);
    revision++;
  }

  /** Forgets what was read from files. */
  void filesChanged() {
    filesRevision++;
    revision++;
  }

  Optional<Buffer> buffer(String uri) {
    return Optional.ofNullable(buffers.get(uri));
  }

  /**
   * The URI of a source: as the editor writes it, where it is open. There is more than one way to
   * write a path as a URI, and an editor's need not be Java's.
   */
  String uri(String name) {
    return buffers.keySet().stream()
        .filter(uri -> Places.name(uri).equals(name))
        .findFirst()
        .orElseGet(() -> Places.uri(name));
  }

  List<String> uris() {
    return buffers.keySet().stream().sorted().toList();
  }

  /** Counts the changes of all buffers. */
  long revision() {
    return revision;
  }

  /** What is known of a buffer as it is now; nothing if it is not open. */
  synchronized Optional<Analysis> analysis(String uri) {
    Buffer buffer = buffers.get(uri);
    if (buffer == null) {
      analyses.remove(uri);
      return Optional.empty();
    }
    Map<String, String> texts = texts();
    long files = filesRevision;
    Known known = analyses.get(uri);
    if (known == null || !known.isOf(buffer, files, texts)) {
      BufferImports imports = new BufferImports(texts);
      Analysis analysis = analyse(Source.of(Places.name(uri), buffer.text()), imports);
      known = new Known(buffer, files, imports, analysis);
      analyses.put(uri, known);
    }
    return Optional.of(known.analysis());
  }

  /** Those of all open buffers. */
  List<Analysis> analyses() {
    List<Analysis> all = new ArrayList<>();
    uris().forEach(uri -> analysis(uri).ifPresent(all::add));
    return all;
  }

  /** The texts of the buffers by the names of their sources. */
  Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    buffers.values().forEach(b -> texts.put(Places.name(b.uri()), b.text()));
    return texts;
  }

  /**
   * What is known of a text.
   *
   * @param texts of files that are other than on the disk, by path
   */
  Analysis analyse(Source source, Map<String, String> texts) {
    return analyse(source, new BufferImports(texts));
  }

  private Analysis analyse(Source source, BufferImports imports) {
    return Analysis.of(source, Checker.analyse(source, imports, schemas(source.name())), imports);
  }

  /** Looks into data files once, until files change. */
  private Schemas schemas(String name) {
    if (!Places.isPath(name)) {
      return Schemas.NONE;
    }
    if (schemasRevision != filesRevision) {
      schemas.clear();
      schemasRevision = filesRevision;
    }
    Path folder = Path.of(name).getParent();
    Path home = Path.of(System.getProperty("user.home", "."));
    FileSchemas files = new FileSchemas(DataPath.of(folder, environment, home));
    return (reader, arguments, declaring) ->
        schemas.computeIfAbsent(
            folder + "|" + reader + arguments, key -> files.of(reader, arguments, declaring));
  }
}
