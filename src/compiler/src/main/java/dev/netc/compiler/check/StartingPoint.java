package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.syntax.Identifier;
import dev.netc.compiler.syntax.TrainStatement;
import java.util.List;
import java.util.Optional;

/** Checks {@code start from …}: a file, or a training that is declared above. */
final class StartingPoint {
  private final Evaluator evaluator;
  private final Problems problems;
  private final TestFunctions.Trains trains;
  private final Declaration.Train train;
  private final Context c;

  StartingPoint(
      Evaluator evaluator, TestFunctions.Trains trains, Declaration.Train train, Context c) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
    this.trains = trains;
    this.train = train;
    this.c = c;
  }

  Optional<TrainSpec.StartFrom> check(TrainStatement.StartFrom start) {
    Optional<TrainSpec> earlier = start.train().flatMap(this::earlier);
    if (start.train().isPresent() && earlier.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TrainSpec.StartFrom(
            start.file().map(Expression.StringLiteral::value),
            earlier,
            start.except().stream().map(TrainStatement.Path::text).toList()));
  }

  /** A training whose weights are the first ones here; it stands above, so there is no circle. */
  private Optional<TrainSpec> earlier(Identifier name) {
    Term term = evaluator.evaluate(new Expression.NameReference(name.span(), name.text()), c);
    if (!(term instanceof Term.Train other)) {
      if (term != Term.BROKEN) {
        problems.add(
            Diagnostic.of(
                    Code.TYPE_MISMATCH,
                    name.span(),
                    "a train starts from a file or from another train, not from " + term.kind())
                .help("write  start from \"weights.safetensors\""));
      }
      return Optional.empty();
    }
    Span declared = other.declaration().span();
    boolean above =
        declared.source() != train.span().source() || declared.end() <= train.span().start();
    if (!above) {
      problems.add(
          Diagnostic.of(
                  Code.UNKNOWN_NAME,
                  name.span(),
                  "a train starts from one that is declared above it")
              .label(declared, "declared here"));
      return Optional.empty();
    }
    Optional<TrainSpec> spec = trains.train(other.declaration(), List.of(), name.span());
    if (spec.filter(TrainSpec::isEnsemble).isPresent()) {
      problems.add(
          Code.TYPE_MISMATCH, name.span(), "an ensemble has the weights of several trainings");
      return Optional.empty();
    }
    return spec;
  }
}
