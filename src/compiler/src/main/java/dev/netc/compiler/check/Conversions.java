package dev.netc.compiler.check;

import dev.netc.compiler.network.InitializerCatalogue;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.op.Padding;
import dev.netc.compiler.op.Parameter;
import dev.netc.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Terms as the plain values that parameters of operations take. */
final class Conversions {
  private Conversions() {}

  /** The value for a parameter; empty if the term is of another kind. */
  static Optional<?> convert(Parameter p, Term term, Span span, Tensors tensors) {
    return switch (p.kind()) {
      case INTEGER -> integer(term);
      case NUMBER -> number(term);
      case BOOLEAN -> Evaluator.truth(term).filter(t -> term instanceof Term.Truth);
      case INTEGERS, AXES, EXTENTS -> integers(term);
      case PADDING -> padding(p, term);
      case WORD -> word(p, term);
      case INITIALIZER -> initializer(term);
      case WEIGHTS -> weights(term, span, tensors);
      default -> throw new IllegalStateException("a tensor is no plain value");
    };
  }

  static Optional<Integer> integer(Term term) {
    return number(term)
        .filter(v -> v == Math.rint(v) && Math.abs(v) <= Integer.MAX_VALUE)
        .map(Double::intValue);
  }

  static Optional<Double> number(Term term) {
    return term instanceof Term.Number n ? Optional.of(n.value()) : Optional.empty();
  }

  static Optional<List<Integer>> integers(Term term) {
    if (term instanceof Term.Number) {
      return integer(term).map(List::of);
    } else if (term instanceof Term.Range range
        && (long) range.last() - range.first() < 1_000_000) {
      return Optional.of(IntStream.rangeClosed(range.first(), range.last()).boxed().toList());
    } else if (term instanceof Term.Items items) {
      List<Integer> list = new ArrayList<>();
      for (Term item : items.items()) {
        Optional<Integer> value = integer(item);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        list.add(value.get());
      }
      return Optional.of(list);
    }
    return Optional.empty();
  }

  /** One of the parameter's words; some of them are names of initialisers elsewhere. */
  private static Optional<String> word(Parameter p, Term term) {
    return p.words().stream().filter(word -> isCalled(term, word)).findFirst();
  }

  private static boolean isCalled(Term term, String word) {
    if (term instanceof Term.Initializer initializer) {
      return InitializerCatalogue.find(word)
          .filter(entry -> entry.settings().isEmpty())
          .filter(entry -> entry.make().apply(Map.of()).equals(initializer.spec()))
          .isPresent();
    }
    return term instanceof Term.Word w && w.text().equals(word);
  }

  private static Optional<Padding> padding(Parameter p, Term term) {
    if (term instanceof Term.Items items) {
      List<List<Integer>> sides = new ArrayList<>();
      for (Term item : items.items()) {
        Optional<List<Integer>> side = integers(item);
        if (side.isEmpty() || side.get().isEmpty() || side.get().size() > 2) {
          return Optional.empty();
        }
        sides.add(side.get());
      }
      return sides.isEmpty() ? Optional.empty() : Optional.of(Padding.of(sides));
    }
    return word(p, term).isPresent() ? Optional.of(Padding.SAME) : integer(term).map(Padding::of);
  }

  /** An initialiser; random numbers with one or two settings are one too. */
  static Optional<InitializerSpec> initializer(Term term) {
    if (term instanceof Term.Initializer i) {
      return Optional.of(i.spec());
    } else if (term instanceof Term.Distribution d) {
      return distribution(d);
    }
    return Optional.empty();
  }

  /** What random numbers must be like to be an initialiser too; empty for all other terms. */
  static Optional<String> wantedInitializer(Term term) {
    return term instanceof Term.Distribution d
        ? Optional.of(
            d.name().equals("normal")
                ? "an initialiser is normal(std) or normal(mean, std), std being 0 or more"
                : "an initialiser is uniform(low, high), low being not above high")
        : Optional.empty();
  }

  private static Optional<InitializerSpec> distribution(Term.Distribution d) {
    boolean normal = d.name().equals("normal");
    List<String> names = normal ? List.of("std") : List.of("low", "high");
    double mean = 0;
    double[] settings = {normal ? 1 : -1, 1};
    int position = 0;
    List<Argument> positional = d.arguments().stream().filter(a -> a.name().isEmpty()).toList();
    if (normal && positional.size() == 2) {
      names = List.of("mean", "std");
    }
    for (Argument a : d.arguments()) {
      String name =
          a.name().isPresent()
              ? a.name().get().text()
              : position < names.size() ? names.get(position++) : "";
      Optional<Double> value = number(a.value());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      switch (name) {
        case "mean" -> mean = value.get();
        case "std", "low" -> settings[0] = value.get();
        case "high" -> settings[1] = value.get();
        default -> {
          return Optional.empty();
        }
      }
    }
    boolean valid = normal ? settings[0] >= 0 : settings[0] <= settings[1];
    return !valid
        ? Optional.empty()
        : Optional.of(
            normal
                ? new InitializerSpec.Normal(mean, settings[0])
                : new InitializerSpec.Uniform(settings[0], settings[1]));
  }

  private static Optional<?> weights(Term term, Span span, Tensors tensors) {
    if (term instanceof Term.Truth truth) {
      return Optional.of(truth.value());
    } else if (term instanceof Term.Tensor tensor) {
      return Optional.of(tensor.value());
    } else if (term instanceof Term.Items || term instanceof Term.Range) {
      return tensors.numbers(term, span);
    } else if (term instanceof Term.Number n) {
      return Optional.of(new InitializerSpec.Constant(n.value()));
    }
    return initializer(term);
  }
}
