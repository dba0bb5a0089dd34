package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Fed;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Nodes without operands: what a graph starts from. */
public sealed interface Leaf extends Primitive {
  TensorType type();

  @Override
  default TensorType type(List<TensorType> inputs) {
    return type();
  }

  @Override
  default List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    return List.of();
  }

  /** A tensor that is handed in for each execution. */
  record Input(String name, TensorType type) implements Leaf, Fed {
    @Override
    public String mnemonic() {
      return "input " + name;
    }

    @Override
    public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
      throw new IllegalStateException("inputs are fed");
    }

    @Override
    public void emit(Node call, Emission at) {
      // The caller writes it into its place before the kernels run.
    }
  }

  /** A parameter of the net. */
  record Parameter(String name, TensorType type) implements Leaf, Fed {
    @Override
    public String mnemonic() {
      return "parameter " + name;
    }

    @Override
    public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
      throw new IllegalStateException("parameters are fed");
    }

    @Override
    public void emit(Node call, Emission at) {
      // It lies in the parameter arena.
    }
  }

  /** Numbers that the program states. One value stands for all elements, or each has its own. */
  record Constant(TensorType type, double[] values) implements Leaf {
    public Constant {
      if (values.length != 1 && values.length != type.size()) {
        throw new IllegalStateException(type + " from " + values.length + " values");
      }
    }

    public static Constant of(double value) {
      return new Constant(TensorType.SCALAR, new double[] {value});
    }

    /** Whether all elements are the given value. */
    public boolean isAll(double value) {
      return Arrays.stream(values).allMatch(v -> v == value);
    }

    @Override
    public String mnemonic() {
      return values.length <= 8
          ? "constant " + Arrays.toString(values)
          : "constant [" + values[0] + ", … " + values.length + " values]";
    }

    @Override
    public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
      double[] data = new double[Math.toIntExact(type.size())];
      for (int i = 0; i < data.length; i++) {
        data[i] = values[values.length == 1 ? 0 : i];
      }
      return new Tensor(type.physicalDims(1), data);
    }

    @Override
    public void emit(Node call, Emission at) {
      // It lies in the constant arena, filled when the net is built.
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Constant c && type.equals(c.type) && Arrays.equals(values, c.values);
    }

    @Override
    public int hashCode() {
      return 31 * type.hashCode() + Arrays.hashCode(values);
    }
  }

  /** One divided by the number of samples in the batch: the batch is symbolic in a graph. */
  record InverseBatch() implements Leaf {
    @Override
    public TensorType type() {
      return TensorType.SCALAR;
    }

    @Override
    public String mnemonic() {
      return "inverse_batch";
    }

    @Override
    public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
      return Tensor.scalar(1.0 / evaluation.batch());
    }

    @Override
    public void emit(Node call, Emission at) {
      at.kernel(CodeBlock.of("kernels.fill($L, 1f / batch)", at.output()));
    }
  }

  /**
   * Random numbers, new in each execution.
   *
   * @param a lower bound, mean or probability
   * @param b upper bound or standard deviation
   * @param stream tells this node's numbers from those of the others
   */
  record Random(Distribution distribution, double a, double b, long stream, TensorType type)
      implements Leaf {
    /** The distributions that numbers are drawn from. */
    public enum Distribution {
      UNIFORM,
      NORMAL,
      BERNOULLI
    }

    @Override
    public String mnemonic() {
      return "random(%s, %s, %s, stream %d)".formatted(distribution, a, b, stream);
    }

    @Override
    public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
      Tensor result = Tensor.zeros(type.physicalDims(evaluation.batch()));
      for (int i = 0; i < result.size(); i++) {
        result.data()[i] =
            switch (distribution) {
              case UNIFORM -> a + (b - a) * evaluation.random().uniform(stream, i);
              case NORMAL -> a + b * evaluation.random().normal(stream, i);
              case BERNOULLI -> evaluation.random().bernoulli(a, stream, i);
            };
      }
      return result;
    }

    @Override
    public void emit(Node call, Emission at) {
      at.kernel(
          CodeBlock.of(
              "kernels.random($T.$L, $L, $L, random, $LL, $L)",
              RuntimeNames.DISTRIBUTION,
              distribution,
              a,
              b,
              stream,
              at.output()));
    }

    @Override
    public boolean isPure() {
      return false;
    }
  }
}
