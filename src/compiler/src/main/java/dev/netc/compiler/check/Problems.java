package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Label;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects diagnostics; a place that was complained about once is not complained about again. */
final class Problems {
  /** Most errors of a program that are shown, and most warnings: more help nobody. */
  private static final int MOST = 100;

  /** Most uses of nets inside of each other that a message shows, the innermost first. */
  private static final int MOST_USES = 4;

  /** What may be right in one use of a net and wrong in another. */
  private static final Set<Code> DEPENDS_ON_USE =
      EnumSet.of(
          Code.SHAPE_MISMATCH,
          Code.WINDOW_MISMATCH,
          Code.TYPE_MISMATCH,
          Code.BAD_RANGE,
          Code.BAD_INDEX,
          Code.TOO_LARGE);

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int errors;
  private int silent;
  private final Set<String> seen = new HashSet<>();
  private final Deque<Use> uses = new ArrayDeque<>();

  /** A net that is checked for one use of it, and where that is. */
  private record Use(String net, Span at) {}

  /** Begins the check of a net for one use; what is wrong until {@link #leave} may come from it. */
  void enter(String net, Span use) {
    uses.push(new Use(net, use));
  }

  void leave() {
    uses.pop();
  }

  /** A net refuses its arguments: an error of whoever uses it. */
  void refuse(String reason, Span at) {
    Span use = uses.isEmpty() ? at : uses.peek().at();
    Diagnostic.Builder error = Diagnostic.of(Code.BAD_RANGE, use, reason);
    add(use == at ? error : error.label(at, "refused here"));
  }

  void add(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    String key =
        diagnostic.code() + "@" + span.source().name() + ":" + span.start() + "-" + span.end();
    boolean first = seen.add(key);
    int shown = diagnostic.isError() ? errors : diagnostics.size() - errors;
    if (first && shown < MOST) {
      diagnostics.add(DEPENDS_ON_USE.contains(diagnostic.code()) ? used(diagnostic) : diagnostic);
      errors += diagnostic.isError() ? 1 : 0;
    } else if (diagnostic.isError()) {
      silent++; // whoever asks whether all went well must hear of it
    }
  }

  /** With the chain of uses that brought the arguments and shapes here. */
  private Diagnostic used(Diagnostic d) {
    List<Label> labels = new ArrayList<>(d.labels());
    uses.stream()
        .filter(use -> !use.at().equals(d.span()))
        .limit(MOST_USES)
        .forEach(use -> labels.add(new Label(use.at(), use.net() + " is used here")));
    return new Diagnostic(d.code(), d.span(), d.message(), labels, d.notes(), d.help(), d.fix());
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
    return silent + errors;
  }

  List<Diagnostic> all() {
    return diagnostics;
  }
}
