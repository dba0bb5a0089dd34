package dev.netc.compiler.rewrite;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Elementwise;
import dev.netc.compiler.op.primitive.Fused;
import dev.netc.compiler.op.primitive.Fused.Operand;
import dev.netc.compiler.op.primitive.Fused.Step;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** The program of a fused node while operands are merged into it. */
final class FusedProgram {
  /** Tiles of all operands together must stay in the first-level cache. */
  private static final int MOST_OPERANDS = 8;

  /** A loop much longer is no longer vectorised. */
  private static final int MOST_STEPS = 32;

  private List<Step> steps;
  private List<Node> inputs;
  private boolean changed;

  FusedProgram(Node node) {
    Fused program = program(node);
    this.steps = program.steps();
    this.inputs = node.inputs();
  }

  private static Fused program(Node node) {
    return node.op() instanceof Fused fused ? fused : Fused.of((Elementwise) node.op(), node);
  }

  Fused fused() {
    return new Fused(steps, inputs.size());
  }

  List<Node> inputs() {
    return inputs;
  }

  /** Whether anything was merged or made part of the program. */
  boolean changed() {
    return changed;
  }

  boolean hasRoomFor(Node operand) {
    long further = operand.inputs().stream().filter(i -> !inputs.contains(i)).distinct().count();
    return inputs.size() - 1 + further <= MOST_OPERANDS
        && steps.size() + program(operand).steps().size() <= MOST_STEPS;
  }

  /** Computes an operand in the program instead of reading it from memory. */
  void merge(Node operand) {
    Fused first = program(operand);
    List<Node> merged = new ArrayList<>(inputs);
    merged.removeIf(input -> input == operand);
    operand.inputs().stream().filter(i -> !merged.contains(i)).forEach(merged::add);

    List<Step> all = new ArrayList<>();
    for (Step step : first.steps()) {
      all.add(renamed(step, o -> placed(o, operand.inputs(), merged)));
    }
    int last = all.size() - 1;
    for (Step step : steps) {
      all.add(
          renamed(
              step,
              o -> {
                if (o instanceof Operand.Earlier e) {
                  return new Operand.Earlier(e.step() + last + 1);
                }
                boolean isMerged =
                    o instanceof Operand.Memory m && inputs.get(m.index()) == operand;
                return isMerged ? new Operand.Earlier(last) : placed(o, inputs, merged);
              }));
    }
    steps = all;
    inputs = merged;
    changed = true;
  }

  /**
   * Makes constants that are single numbers part of the program, unless the result has its type
   * only because of one of them, such as a number of shape [1].
   */
  void inlineNumbers(TensorType result) {
    List<Node> before = inputs;
    List<Node> kept = before.stream().filter(n -> single(n).isEmpty()).distinct().toList();
    List<TensorType> types = kept.stream().map(Node::type).toList();
    boolean changesType = !new Fused(steps, kept.size()).type(types).equals(result);
    if (kept.size() == before.size() || kept.isEmpty() || changesType) {
      return;
    }
    steps =
        steps.stream()
            .map(
                step ->
                    renamed(
                        step,
                        o -> {
                          if (!(o instanceof Operand.Memory m)) {
                            return o;
                          }
                          OptionalDouble number = single(before.get(m.index()));
                          return number.isPresent()
                              ? new Operand.Literal(number.getAsDouble())
                              : placed(o, before, kept);
                        }))
            .toList();
    inputs = kept;
    changed = true;
  }

  private static OptionalDouble single(Node node) {
    return node.type().isScalar() ? Patterns.number(node) : OptionalDouble.empty();
  }

  private static Operand placed(Operand operand, List<Node> from, List<Node> to) {
    return operand instanceof Operand.Memory m
        ? new Operand.Memory(to.indexOf(from.get(m.index())))
        : operand;
  }

  private static Step renamed(Step step, UnaryOperator<Operand> rename) {
    return new Step(step.op(), step.operands().stream().map(rename).toList());
  }
}
