package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Expression;
import dev.netc.compiler.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code target.name}: a value of a net, the shape of a tensor, a figure of a training. */
final class Members {
  private static final List<String> OF_TENSORS =
      List.of("shape", "rank", "size", "channels", "height", "width", "length");

  private static final Map<String, Integer> OF_IMAGES =
      Map.of("channels", 0, "height", 1, "width", 2);

  private static final Map<String, Integer> OF_SEQUENCES = Map.of("channels", 0, "length", 1);

  private final Evaluator evaluator;
  private final Problems problems;

  Members(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
  }

  Term of(Term target, Expression.Member member, Context c) {
    String name = member.name().text();
    if (target instanceof Term.Result result) {
      Term found = result.members().get(name);
      evaluator.nets.used(result.net(), name);
      evaluator.facts.usesMember(member.name().span(), result.net(), name);
      if (found != null) {
        return found;
      }
      if (result.main().isPresent() && OF_TENSORS.contains(name)) {
        return shape(result.main().get().type().shape(), member);
      }
      return unknown(
          member, "the net " + result.net(), result.members().keySet().stream().toList());
    } else if (target instanceof Term.Tensor tensor) {
      return shape(tensor.value().type().shape(), member);
    } else if (target instanceof Term.Items || target instanceof Term.Range) {
      return evaluator
          .tensors
          .numbers(target, member.target().span())
          .map(n -> shape(n.shape(), member))
          .orElse(Term.BROKEN);
    } else if (target instanceof Term.Outside outside) {
      return evaluator.tests.member(outside.value(), member, c);
    } else if (target instanceof Term.Data data) {
      return evaluator.tests.member(data.declaration(), member, c);
    } else if (target instanceof Term.Train train) {
      problems.add(
          Diagnostic.of(
                  Code.UNKNOWN_MEMBER,
                  member.name().span(),
                  "%s has figures and values when it has run".formatted(target.kind()))
              .help("run it:  %s().%s".formatted(train.declaration().name(), member.name())));
    } else if (target instanceof Layer.OfNet net) {
      problems.add(
          Diagnostic.of(
                  Code.UNKNOWN_MEMBER,
                  member.name().span(),
                  "%s has values when it has its inputs".formatted(target.kind()))
              .help(net.completed() + "." + member.name()));
    } else if (target != Term.BROKEN) {
      problems.add(
          Code.UNKNOWN_MEMBER,
          member.name().span(),
          "%s has no parts with names".formatted(target.kind()));
    }
    return Term.BROKEN;
  }

  private Term shape(Shape shape, Expression.Member member) {
    String name = member.name().text();
    return switch (name) {
      case "shape" -> {
        List<Term> dims = new ArrayList<>();
        shape.dims().forEach(d -> dims.add(new Term.Number(d)));
        yield Term.Items.of(dims);
      }
      case "rank" -> new Term.Number(shape.rank());
      case "size" -> new Term.Number(shape.size());
      case "channels", "height", "width", "length" -> axis(shape, member);
      default -> unknown(member, "a tensor", OF_TENSORS);
    };
  }

  private Term axis(Shape shape, Expression.Member member) {
    String name = member.name().text();
    Map<String, Integer> axes =
        shape.rank() == 3 ? OF_IMAGES : shape.rank() == 2 ? OF_SEQUENCES : Map.of();
    if (axes.containsKey(name)) {
      return new Term.Number(shape.dim(axes.get(name)));
    }
    problems.add(
        Diagnostic.of(
                Code.UNKNOWN_MEMBER, member.name().span(), "%s has no %s".formatted(shape, name))
            .note("images have [channels, height, width], sequences [channels, length]"));
    return Term.BROKEN;
  }

  private Term unknown(Expression.Member member, String owner, List<String> known) {
    Span span = member.name().span();
    Optional<String> near = Suggestion.nearest(member.name().text(), known);
    Diagnostic.Builder error =
        Diagnostic.of(Code.UNKNOWN_MEMBER, span, "%s has no '%s'".formatted(owner, member.name()));
    problems.add(
        near.isPresent() ? error.suggest(near) : error.note("it has " + String.join(", ", known)));
    return Term.BROKEN;
  }
}
