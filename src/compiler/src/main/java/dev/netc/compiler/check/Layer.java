package dev.netc.compiler.check;

import dev.netc.compiler.network.Path;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.Weight;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.NetStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that a tensor can be piped into. A layer is a value: its parameters are made when it is
 * first applied, and shared by every further use.
 */
sealed interface Layer extends Term permits Layer.Applied, Layer.OfNet, Layer.Chain {

  /** An operation with its arguments, waiting for a tensor. */
  final class Applied implements Layer {
    final Operation operation;
    final List<Argument> arguments;
    final Path path;
    final Span span;

    /** The weights and their values, once it was applied. */
    Optional<List<Weight>> weights = Optional.empty();

    final List<Value> weightValues = new ArrayList<>();

    Applied(Operation operation, List<Argument> arguments, Path path, Span span) {
      this.operation = operation;
      this.arguments = List.copyOf(arguments);
      this.path = path;
      this.span = span;
    }

    @Override
    public String kind() {
      return "the layer " + operation.name();
    }
  }

  /** A net with its arguments, waiting for its inputs. */
  final class OfNet implements Layer {
    final Declaration.Net declaration;
    final List<Argument> arguments;
    final Path path;
    final Span span;
    final Instance instance = new Instance();

    OfNet(Declaration.Net declaration, List<Argument> arguments, Path path, Span span) {
      this.declaration = declaration;
      this.arguments = List.copyOf(arguments);
      this.path = path;
      this.span = span;
    }

    @Override
    public String kind() {
      return "the net " + declaration.name();
    }

    /** How its values are had where it stands without inputs. */
    String completed() {
      String inputs =
          declaration.statements().stream()
              .filter(NetStatement.Input.class::isInstance)
              .map(s -> ((NetStatement.Input) s).name() + " = …")
              .collect(Collectors.joining(", "));
      return "give it its inputs by name:  %s(%s)".formatted(declaration.name(), inputs);
    }
  }

  /** Layers one after the other. */
  record Chain(List<Term> stages) implements Layer {
    @Override
    public String kind() {
      return "a layer";
    }
  }
}
