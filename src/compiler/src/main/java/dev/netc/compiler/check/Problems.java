package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects diagnostics; a place that was complained about once is not complained about again. */
final class Problems {
  /** Most diagnostics of a program: more help nobody. */
  private static final int MOST = 100;

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int silent;
  private final Set<String> seen = new HashSet<>();

  void add(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    String key =
        diagnostic.code() + "@" + span.source().name() + ":" + span.start() + "-" + span.end();
    if (seen.add(key) && diagnostics.size() < MOST) {
      diagnostics.add(diagnostic);
    }
  }

  void add(Diagnostic.Builder diagnostic) {
    add(diagnostic.build());
  }

  void add(Code code, Span span, String message) {
    add(Diagnostic.of(code, span, message));
  }

  /** A word that stands for nothing known here. */
  void unknown(Code code, Span span, String kind, String word, Collection<String> known) {
    add(
        Diagnostic.of(code, span, "there is no %s '%s'".formatted(kind, word))
            .suggest(Suggestion.nearest(word, known)));
  }

  /** Counts an error that was reported before from another place. */
  void silently() {
    silent++;
  }

  int errors() {
    return silent + (int) diagnostics.stream().filter(Diagnostic::isError).count();
  }

  List<Diagnostic> all() {
    return diagnostics;
  }
}
