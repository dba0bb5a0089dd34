package dev.netc.lsp;

import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Label;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.Location;

/** What is wrong with a program, in the words of the protocol. */
final class Problems {
  private Problems() {}

  static org.eclipse.lsp4j.Diagnostic of(Diagnostic d) {
    var problem = new org.eclipse.lsp4j.Diagnostic(Places.range(d.span()), message(d));
    problem.setSeverity(d.isError() ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning);
    problem.setCode(d.code().word());
    problem.setSource("netc");
    if (d.code().word().equals("unused-value")) {
      problem.setTags(List.of(DiagnosticTag.Unnecessary));
    }
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    for (Label label : d.labels()) {
      if (!label.text().isEmpty() && !label.span().source().name().isEmpty()) {
        String uri = Places.uri(label.span().source().name());
        Location place = new Location(uri, Places.range(label.span()));
        related.add(new DiagnosticRelatedInformation(place, label.text()));
      }
    }
    problem.setRelatedInformation(related);
    return problem;
  }

  private static String message(Diagnostic d) {
    StringBuilder message = new StringBuilder(d.message());
    d.notes().forEach(note -> message.append('\n').append(note));
    d.help().ifPresent(help -> message.append("\nhelp: ").append(help));
    return message.toString();
  }
}
