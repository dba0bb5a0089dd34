package dev.netc.compiler.op.primitive;

import static dev.netc.compiler.reference.SpecialFunctions.erf;
import static dev.netc.compiler.reference.SpecialFunctions.sigmoid;
import static dev.netc.compiler.reference.SpecialFunctions.softplus;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Cost;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.ir.GraphBuilder;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.ir.Primitive;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Tensor;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Operations on each entry alone; operands broadcast like NumPy's, and neighbours fuse.
 *
 * <p>Where a function has a corner, its gradient there is: 0 for {@code relu}, {@code abs} and
 * {@code step} at 0; shared evenly between the operands of {@code min} and {@code max} that tie.
 * Truth is 1 and falsehood 0; any number but 0 counts as true.
 */
public enum Elementwise implements Primitive {
  // dy/dx from y where possible: x's memory is then free once the forward pass has used it.
  NEG(1, "-a", (a, b, c) -> -a, r -> List.of(r.m.neg(r.g))),
  ABS(1, "Math.abs(a)", (a, b, c) -> Math.abs(a), r -> List.of(r.m.mul(r.g, r.m.sign(r.x)))),
  SIGN(1, "Math.signum(a)", (a, b, c) -> Math.signum(a), r -> List.of()),
  SQUARE(1, "a * a", (a, b, c) -> a * a, r -> List.of(r.m.mul(r.g, r.m.scale(2, r.x)))),
  RECIPROCAL(1, "1f / a", (a, b, c) -> 1 / a, r -> List.of(r.m.neg(r.m.mul(r.g, r.m.square(r.y))))),
  SQRT(1, "sqrt", (a, b, c) -> Math.sqrt(a), r -> List.of(r.m.div(r.m.scale(0.5, r.g), r.y))),
  EXP(1, "exp", (a, b, c) -> Math.exp(a), r -> List.of(r.m.mul(r.g, r.y))),
  EXPM1(1, "expm1", (a, b, c) -> Math.expm1(a), r -> List.of(r.m.mul(r.g, r.m.shift(1, r.y)))),
  LOG(1, "log", (a, b, c) -> Math.log(a), r -> List.of(r.m.div(r.g, r.x))),
  LOG1P(1, "log1p", (a, b, c) -> Math.log1p(a), r -> List.of(r.m.div(r.g, r.m.shift(1, r.x)))),
  SIN(1, "sin", (a, b, c) -> Math.sin(a), r -> List.of(r.m.mul(r.g, r.m.unary(cos(), r.x)))),
  COS(1, "cos", (a, b, c) -> Math.cos(a), r -> List.of(r.m.neg(r.m.mul(r.g, r.m.unary(SIN, r.x))))),
  TANH(
      1,
      "tanh",
      (a, b, c) -> Math.tanh(a),
      r -> List.of(r.m.mul(r.g, r.m.sub(r.m.number(1), r.m.square(r.y))))),
  SIGMOID(
      1,
      "sigmoid",
      (a, b, c) -> sigmoid(a),
      r -> List.of(r.m.mul(r.g, r.m.mul(r.y, r.m.sub(r.m.number(1), r.y))))),
  ERF(
      1,
      "erf",
      (a, b, c) -> erf(a),
      r ->
          List.of(
              r.m.mul(
                  r.g,
                  r.m.scale(2 / Math.sqrt(Math.PI), r.m.unary(EXP, r.m.neg(r.m.square(r.x))))))),
  SOFTPLUS(
      1, "softplus", (a, b, c) -> softplus(a), r -> List.of(r.m.mul(r.g, r.m.unary(SIGMOID, r.x)))),
  RELU(
      1,
      "Math.max(a, 0f)",
      (a, b, c) -> Math.max(a, 0),
      r -> List.of(r.m.binary(gate(), r.g, r.y))),
  NOT(1, "a == 0f ? 1f : 0f", (a, b, c) -> a == 0 ? 1 : 0, r -> List.of()),
  IS_POSITIVE(1, "a > 0f ? 1f : 0f", (a, b, c) -> a > 0 ? 1 : 0, r -> List.of()),

  ADD(2, "a + b", (a, b, c) -> a + b, r -> List.of(r.g, r.g)),
  SUB(2, "a - b", (a, b, c) -> a - b, r -> List.of(r.g, r.m.neg(r.g))),
  MUL(2, "a * b", (a, b, c) -> a * b, r -> List.of(r.m.mul(r.g, r.x2), r.m.mul(r.g, r.x))),
  DIV(
      2,
      "a / b",
      (a, b, c) -> a / b,
      r -> List.of(r.m.div(r.g, r.x2), r.m.neg(r.m.div(r.m.mul(r.g, r.y), r.x2)))),
  POW(2, "FloatMath.pow(a, b)", (a, b, c) -> Math.pow(a, b), Elementwise::powerGradient),
  MIN(2, "Math.min(a, b)", (a, b, c) -> Math.min(a, b), r -> shared(r, Elementwise.less())),
  MAX(2, "Math.max(a, b)", (a, b, c) -> Math.max(a, b), r -> shared(r, Elementwise.greater())),
  EQ(2, "a == b ? 1f : 0f", (a, b, c) -> a == b ? 1 : 0, r -> List.of()),
  NE(2, "a != b ? 1f : 0f", (a, b, c) -> a != b ? 1 : 0, r -> List.of()),
  LT(2, "a < b ? 1f : 0f", (a, b, c) -> a < b ? 1 : 0, r -> List.of()),
  LE(2, "a <= b ? 1f : 0f", (a, b, c) -> a <= b ? 1 : 0, r -> List.of()),
  GT(2, "a > b ? 1f : 0f", (a, b, c) -> a > b ? 1 : 0, r -> List.of()),
  GE(2, "a >= b ? 1f : 0f", (a, b, c) -> a >= b ? 1 : 0, r -> List.of()),
  AND(2, "a != 0f && b != 0f ? 1f : 0f", (a, b, c) -> a != 0 && b != 0 ? 1 : 0, r -> List.of()),
  OR(2, "a != 0f || b != 0f ? 1f : 0f", (a, b, c) -> a != 0 || b != 0 ? 1 : 0, r -> List.of()),
  /** a where b is positive, 0 where b is 0; b is never negative. Faster than {@link #WHERE}. */
  GATE(
      2,
      "FloatMath.gate(a, b)",
      (a, b, c) -> b > 0 ? a : 0,
      r -> List.of(Optional.of(r.m.binary(gate(), r.g, r.x2)), Optional.<Node>empty())),
  /** t·log(y) with 0·log(0) = 0, the term of an entropy. */
  XLOGY(
      2,
      "a == 0f ? 0f : a * FloatMath.log(b)",
      (a, b, c) -> a == 0 ? 0 : a * Math.log(b),
      Elementwise::xlogyGradient),

  WHERE(
      3,
      "a != 0f ? b : c",
      (a, b, c) -> a != 0 ? b : c,
      r ->
          List.of(
              Optional.<Node>empty(),
              Optional.of(r.m.where(r.x, r.g, r.m.number(0))),
              Optional.of(r.m.where(r.x, r.m.number(0), r.g))));

  /** The value in float64. */
  private interface Formula {
    double apply(double a, double b, double c);
  }

  /** What a gradient is made of: operands, result, and the gradient by the result. */
  private record Rule(Algebra m, Node x, Node x2, Node y, Node g) {}

  private interface Gradient {
    /** Nodes, or optional nodes, one for each operand; an empty list where all slopes are zero. */
    List<?> of(Rule rule);
  }

  private final int arity;
  private final String java;
  private final List<String> tokens;
  private final Formula formula;
  private final Gradient gradient;

  Elementwise(int arity, String java, Formula formula, Gradient gradient) {
    this.arity = arity;
    this.java = java;
    this.tokens = List.of(java.split("(?<=\\b)|(?=\\b)"));
    this.formula = formula;
    this.gradient = gradient;
  }

  private static Elementwise cos() {
    return COS;
  }

  private static Elementwise gate() {
    return GATE;
  }

  private static Elementwise less() {
    return LT;
  }

  private static Elementwise greater() {
    return GT;
  }

  /** A power's gradients; the exponent's only where it varies, since it needs a logarithm. */
  private static List<?> powerGradient(Rule r) {
    Node slope = r.m.mul(r.x2, r.m.binary(POW, r.x, r.m.shift(-1, r.x2)));
    Optional<Node> base = Optional.of(r.m.mul(r.g, slope));
    if (r.x2.op() instanceof Leaf.Constant) {
      return List.of(base, Optional.<Node>empty());
    }
    return List.of(base, Optional.of(r.m.mul(r.g, r.m.binary(XLOGY, r.y, r.x))));
  }

  private static List<?> xlogyGradient(Rule r) {
    Node byY = r.m.div(r.x, r.x2);
    Node safe = r.m.where(r.m.binary(EQ, r.x, r.m.number(0)), r.m.number(0), byY);
    return List.of(r.m.mul(r.g, r.m.unary(LOG, r.x2)), r.m.mul(r.g, safe));
  }

  /** The gradient goes to the operand that wins; half of it to each where they tie. */
  private static List<?> shared(Rule r, Elementwise wins) {
    Node tie = r.m.scale(0.5, r.m.binary(EQ, r.x, r.x2));
    Node first = r.m.add(r.m.binary(wins, r.x, r.x2), tie);
    return List.of(r.m.mul(r.g, first), r.m.mul(r.g, r.m.sub(r.m.number(1), first)));
  }

  public int arity() {
    return arity;
  }

  /** Whether the runtime has a kernel for it that beats a loop: the transcendental functions. */
  public boolean isTranscendental() {
    return java.chars().allMatch(c -> Character.isLetterOrDigit(c));
  }

  /** The value in float64. */
  public double value(double... operands) {
    return formula.apply(operands[0], arity > 1 ? operands[1] : 0, arity > 2 ? operands[2] : 0);
  }

  /** The value as a Java expression of float operands, each a name or a literal. */
  public CodeBlock java(List<CodeBlock> operands) {
    if (isTranscendental()) {
      return CodeBlock.of("$T.$L($L)", RuntimeNames.FLOAT_MATH, java, operands.get(0));
    }
    CodeBlock.Builder code = CodeBlock.builder();
    for (String token : tokens) {
      switch (token) {
        case "a", "b", "c" -> code.add(operands.get(token.charAt(0) - 'a'));
        case "Math" -> code.add("$T", Math.class);
        case "FloatMath" -> code.add("$T", RuntimeNames.FLOAT_MATH);
        default -> code.add("$L", token);
      }
    }
    return code.build();
  }

  @Override
  public String mnemonic() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    if (inputs.size() != arity) {
      throw new IllegalStateException(this + " of " + inputs);
    }
    TensorType type = inputs.get(0);
    for (TensorType other : inputs.subList(1, arity)) {
      type =
          TensorType.broadcast(type, other)
              .orElseThrow(() -> new IllegalStateException(this + " of " + inputs));
    }
    return type;
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    Node second = arity > 1 ? call.input(1) : null;
    List<Optional<Node>> result = new ArrayList<>();
    for (Object part : gradient.of(new Rule(new Algebra(graph), call.input(0), second, call, g))) {
      result.add(
          part instanceof Node node
              ? Optional.of(node)
              : ((Optional<?>) part).map(Node.class::cast));
    }
    while (result.size() < arity) {
      result.add(Optional.empty());
    }
    return result;
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    int[] dims = call.type().physicalDims(evaluation.batch());
    double[][] operands = new double[arity][];
    for (int k = 0; k < arity; k++) {
      operands[k] = aligned(call.input(k).type(), call.type(), inputs.get(k), dims);
    }
    double[] result = new double[Tensor.size(dims)];
    for (int i = 0; i < result.length; i++) {
      result[i] =
          formula.apply(
              operands[0][i], arity > 1 ? operands[1][i] : 0, arity > 2 ? operands[2][i] : 0);
    }
    return new Tensor(dims, result);
  }

  /**
   * An operand's values stretched to the result: the batch stays first, the rest aligns at the end.
   */
  static double[] aligned(TensorType from, TensorType to, Tensor operand, int[] dims) {
    if (from.equals(to)) {
      return operand.data();
    }
    int[] padded = new int[dims.length];
    Arrays.fill(padded, 1);
    int rank = from.shape().rank();
    for (int axis = 0; axis < rank; axis++) {
      padded[dims.length - rank + axis] = from.shape().dim(axis);
    }
    if (from.batched()) {
      padded[0] = dims[0];
    }
    Tensor source = operand.reshaped(padded);
    int[] index = source.broadcastIndex(dims);
    double[] values = new double[index.length];
    for (int i = 0; i < index.length; i++) {
      values[i] = source.data()[index[i]];
    }
    return values;
  }

  @Override
  public boolean mayOverwrite(Node call, int input) {
    return true;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call, 1);
  }

  @Override
  public void emit(Node call, Emission at) {
    boolean stretched = !call.inputs().get(0).type().equals(call.type());
    if (isTranscendental() && !stretched) {
      at.kernel(
          CodeBlock.of(
              "kernels.unary($T.$L, $L, $L)",
              RuntimeNames.UNARY,
              name(),
              at.input(0),
              at.output()));
    } else {
      Fused.of(this, call).emit(call, at);
    }
  }
}
