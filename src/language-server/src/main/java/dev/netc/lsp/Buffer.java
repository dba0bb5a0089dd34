package dev.netc.lsp;

import dev.netc.compiler.source.Source;
import java.util.List;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/** A text as an editor has it, saved or not. */
record Buffer(String uri, int version, String text) {

  /** The buffer after changes, each of which counts from what the one before left. */
  Buffer changed(int newVersion, List<TextDocumentContentChangeEvent> changes) {
    String changed = text;
    for (TextDocumentContentChangeEvent change : changes) {
      Range range = change.getRange();
      if (range == null) {
        changed = change.getText();
        continue;
      }
      Source source = Source.of(uri, changed);
      int start = Places.offset(source, range.getStart());
      int end = Math.max(start, Places.offset(source, range.getEnd()));
      changed = changed.substring(0, start) + change.getText() + changed.substring(end);
    }
    return new Buffer(uri, newVersion, changed);
  }
}
