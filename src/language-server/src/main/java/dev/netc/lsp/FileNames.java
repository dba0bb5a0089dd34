package dev.netc.lsp;

import dev.netc.compiler.check.StandardLibrary;
import dev.netc.compiler.parse.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;

/** The files beside a program that a text in quotes may name. */
final class FileNames {
  private static final int MOST = 200;

  private FileNames() {}

  static List<CompletionItem> at(Analysis analysis, Word text, int offset) {
    List<CompletionItem> items = new ArrayList<>();
    String written = text.text().substring(1, offset - text.span().start());
    int slash = written.lastIndexOf('/');
    int place = analysis.words().indexOf(text);
    boolean isImport = place > 0 && analysis.words().get(place - 1).is("import");
    if (isImport && slash < 0) {
      StandardLibrary.names().forEach(name -> items.add(item(name, CompletionItemKind.Module)));
    }
    if (!Places.isPath(analysis.source().name())) {
      return items;
    }
    try {
      Path folder =
          Path.of(analysis.source().name()).resolveSibling(written.substring(0, slash + 1) + ".");
      items.addAll(in(folder, isImport));
    } catch (InvalidPathException e) {
      return items; // What is written so far names no folder.
    }
    return items;
  }

  private static List<CompletionItem> in(Path folder, boolean programsOnly) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(
              file -> !programsOnly || Files.isDirectory(file) || file.toString().endsWith(".net"))
          .sorted()
          .limit(MOST)
          .map(
              file ->
                  item(
                      file.getFileName().toString(),
                      Files.isDirectory(file)
                          ? CompletionItemKind.Folder
                          : CompletionItemKind.File))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // A folder that cannot be read offers nothing.
    }
  }

  private static CompletionItem item(String name, CompletionItemKind kind) {
    CompletionItem item = new CompletionItem(name);
    item.setKind(kind);
    return item;
  }
}
