package dev.netc.lsp;

import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Fix;
import dev.netc.compiler.diagnostic.Label;
import dev.netc.compiler.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;

/** What is wrong with a program, in the words of the protocol, and the changes that mend it. */
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

  /** The changes that mend what is wrong in a range. */
  static List<CodeAction> fixes(String uri, Analysis analysis, Range range) {
    Source source = analysis.source();
    int start = Places.offset(source, range.getStart());
    int end = Places.offset(source, range.getEnd());
    List<CodeAction> actions = new ArrayList<>();
    for (Diagnostic d : analysis.diagnostics()) {
      boolean here =
          d.span().source() == source && d.span().start() <= end && d.span().end() >= start;
      if (here && d.fix().isPresent()) {
        actions.add(action(uri, d, d.fix().get()));
      }
    }
    return actions;
  }

  private static CodeAction action(String uri, Diagnostic d, Fix fix) {
    TextEdit edit = new TextEdit(Places.range(fix.span()), fix.replacement());
    CodeAction action = new CodeAction("replace it by '%s'".formatted(fix.replacement()));
    action.setKind(CodeActionKind.QuickFix);
    action.setDiagnostics(List.of(of(d)));
    action.setIsPreferred(true);
    action.setEdit(new WorkspaceEdit(Map.of(uri, List.of(edit))));
    return action;
  }
}
