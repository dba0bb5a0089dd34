package dev.netc.compiler.ir;

import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * An operation of the graph, defined in one place: shape rule, gradient, meaning in float64, cost
 * and emission. Stages ask the operation; no stage switches on its name.
 */
public interface Primitive {

  /** The name with its attributes, as the printed graph shows it: {@code reduce(sum, 0..1)}. */
  String mnemonic();

  /** What it does in a few words, for people: {@code linear(w, bias)}, {@code sub mul relu}. */
  default String summary() {
    return mnemonic();
  }

  /**
   * The type of the result.
   *
   * @throws IllegalStateException if the operation cannot take these operands, which is a fault of
   *     the stage that built the node: programs are checked before
   */
  TensorType type(List<TensorType> inputs);

  /**
   * The gradient of a scalar by each input, given {@code g}, its gradient by the result; empty for
   * an input that the result does not vary with. A gradient may still have the result's broadcast
   * shape: differentiation sums it to the input's.
   */
  List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph);

  /** The result for these operands in float64, computed the obvious way. */
  Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation);

  /** The work of one execution. */
  default Cost cost(Node call) {
    return Cost.NONE;
  }

  /** Writes the kernels that compute the result. */
  void emit(Node call, Emission at);

  /** Whether the result is the operand's memory under another shape: no kernel, no buffer. */
  default boolean isView() {
    return false;
  }

  /**
   * Whether the kernel may write its result over an operand that has the result's size: it reads
   * each element before it writes the one in its place.
   */
  default boolean mayOverwrite(Node call, int input) {
    return false;
  }

  /**
   * How many things an operand's numbers choose from, if they are indices: they are then from 0 up
   * to, not including, this; 0 if they are not.
   */
  default int choices(Node call, int input) {
    return 0;
  }

  /** Whether two calls on the same operands give the same result: false for random numbers. */
  default boolean isPure() {
    return true;
  }
}
