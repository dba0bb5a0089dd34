package dev.netc.compiler.diagnostic;

import dev.netc.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something the user should know about a place in the source.
 *
 * @param code the kind of diagnostic, with its severity and its page in the reference
 * @param span the primary place
 * @param message what netc sees, as a sentence about the program
 * @param labels what stands at the primary and at related places
 * @param notes facts that explain the cause
 * @param help a way out, if one is known
 * @param fix the way out as a change of the text, if it is one
 */
public record Diagnostic(
    Code code,
    Span span,
    String message,
    List<Label> labels,
    List<String> notes,
    Optional<String> help,
    Optional<Fix> fix) {

  public Diagnostic {
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
  }

  public Severity severity() {
    return code.severity();
  }

  public boolean isError() {
    return code.severity() == Severity.ERROR;
  }

  /** Begins a diagnostic of the given kind at the given place. */
  public static Builder of(Code code, Span span, String message) {
    return new Builder(code, span, message);
  }

  /** Collects the parts of a diagnostic. */
  public static final class Builder {
    private final Code code;
    private final Span span;
    private final String message;
    private final List<Label> labels = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<String> help = Optional.empty();
    private Optional<Fix> fix = Optional.empty();

    private Builder(Code code, Span span, String message) {
      this.code = code;
      this.span = span;
      this.message = message;
    }

    public Builder label(Span at, String text) {
      labels.add(new Label(at, text));
      return this;
    }

    public Builder note(String note) {
      notes.add(note);
      return this;
    }

    public Builder help(String text) {
      help = Optional.of(text);
      return this;
    }

    /** Offers another word for the one at the primary place. */
    public Builder suggest(Optional<String> word) {
      word.ifPresent(
          w -> {
            help = Optional.of("did you mean '%s'?".formatted(w));
            fix = Optional.of(new Fix(span, w));
          });
      return this;
    }

    /** Offers another text for a place. */
    public Builder fix(Span at, String text) {
      fix = Optional.of(new Fix(at, text));
      return this;
    }

    public Diagnostic build() {
      return new Diagnostic(code, span, message, labels, notes, help, fix);
    }
  }
}
