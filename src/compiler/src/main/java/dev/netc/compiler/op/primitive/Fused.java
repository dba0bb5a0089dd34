package dev.netc.compiler.op.primitive;

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several elementwise operations in one pass over memory: a small straight-line program, run for
 * each element of the result.
 *
 * @param steps each reads operands and earlier steps; the last one's value is the result
 * @param arity the number of operands in memory
 */
public record Fused(List<Step> steps, int arity) implements Primitive {

  public Fused {
    steps = List.copyOf(steps);
  }

  /** One operation of the program. */
  public record Step(Elementwise op, List<Operand> operands) {}

  /** What a step reads. */
  public sealed interface Operand {
    /** An operand in memory. */
    record Memory(int index) implements Operand {}

    /** The value of an earlier step. */
    record Earlier(int step) implements Operand {}

    /** A number of the program. */
    record Literal(double value) implements Operand {}
  }

  /** The program of a single operation on its operands in memory. */
  public static Fused of(Elementwise op, Node call) {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < call.inputs().size(); i++) {
      operands.add(new Operand.Memory(i));
    }
    return new Fused(List.of(new Step(op, operands)), operands.size());
  }

  @Override
  public String mnemonic() {
    String program =
        steps.stream()
            .map(s -> s.op().mnemonic() + s.operands().stream().map(Fused::shown).toList())
            .collect(Collectors.joining("; "));
    return "fused{" + program + "}";
  }

  @Override
  public String summary() {
    return steps.stream().map(s -> s.op().mnemonic()).collect(Collectors.joining(" "));
  }

  private static String shown(Operand operand) {
    if (operand instanceof Operand.Memory m) {
      return "in" + m.index();
    } else if (operand instanceof Operand.Earlier e) {
      return "t" + e.step();
    }
    return String.valueOf(((Operand.Literal) operand).value());
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType type = TensorType.SCALAR;
    for (TensorType input : inputs) {
      type =
          TensorType.broadcast(type, input)
              .orElseThrow(() -> new IllegalStateException(mnemonic() + " of " + inputs));
    }
    return type;
  }

  @Override
  public List<Optional<Node>> gradient(Node call, Node g, GraphBuilder graph) {
    throw new IllegalStateException("graphs are differentiated before they are fused");
  }

  @Override
  public Tensor evaluate(Node call, List<Tensor> inputs, Evaluation evaluation) {
    int[] dims = call.type().physicalDims(evaluation.batch());
    double[][] memory = new double[arity][];
    for (int k = 0; k < arity; k++) {
      memory[k] = Elementwise.aligned(call.input(k).type(), call.type(), inputs.get(k), dims);
    }
    double[] result = new double[Tensor.size(dims)];
    double[] temporaries = new double[steps.size()];
    for (int i = 0; i < result.length; i++) {
      for (int s = 0; s < temporaries.length; s++) {
        temporaries[s] = steps.get(s).op().value(read(steps.get(s), memory, temporaries, i));
      }
      result[i] = temporaries[temporaries.length - 1];
    }
    return new Tensor(dims, result);
  }

  private static double[] read(Step step, double[][] memory, double[] temporaries, int i) {
    double[] operands = new double[step.operands().size()];
    for (int k = 0; k < operands.length; k++) {
      Operand operand = step.operands().get(k);
      if (operand instanceof Operand.Memory m) {
        operands[k] = memory[m.index()][i];
      } else if (operand instanceof Operand.Earlier e) {
        operands[k] = temporaries[e.step()];
      } else {
        operands[k] = ((Operand.Literal) operand).value();
      }
    }
    return operands;
  }

  @Override
  public boolean mayOverwrite(Node call, int input) {
    return true;
  }

  @Override
  public Cost cost(Node call) {
    return Cost.perElement(call, steps.size());
  }

  @Override
  public void emit(Node call, Emission at) {
    boolean[] single = new boolean[arity];
    for (int k = 0; k < arity; k++) {
      single[k] = call.input(k).type().isScalar();
    }
    CodeBlock body = loop(steps, single, List.of(new Operand.Earlier(steps.size() - 1)));
    CodeBlock loop = at.loop(name(call), body);
    CodeBlock.Builder inputs = CodeBlock.builder();
    for (int k = 0; k < arity; k++) {
      inputs.add(k == 0 ? "$L" : ", $L", at.input(k));
    }
    at.kernel(
        CodeBlock.of(
            "kernels.elementwise($L, new $T[] {$L}, new $T[] {$L}, $L)",
            loop,
            RuntimeNames.VIEW,
            inputs.build(),
            RuntimeNames.VIEW,
            at.output(),
            at.size(call.type())));
  }

  // Tile x0 = in[0];
  // float x1 = in[1].get(0);
  // float[] y0 = out[0];
  // for (int i = 0; i < n; i++) {
  //   float t0 = x0.get(i) * x1;
  //   float t1 = Math.max(t0, 0f);
  //   y0[i] = t1;
  // }
  /**
   * The statements that run a program on tiles, as {@link Emission#loop} takes them.
   *
   * @param single for each operand in memory whether it is one number for all elements
   * @param results what is written to the outputs, in order
   */
  public static CodeBlock loop(List<Step> steps, boolean[] single, List<Operand> results) {
    CodeBlock.Builder body = CodeBlock.builder();
    for (int k = 0; k < single.length; k++) {
      if (single[k]) {
        body.addStatement("float x$L = in[$L].get(0)", k, k);
      } else {
        body.addStatement("$T x$L = in[$L]", RuntimeNames.TILE, k, k);
      }
    }
    for (int k = 0; k < results.size(); k++) {
      body.addStatement("float[] y$L = out[$L]", k, k);
    }
    for (int k : inOrderOfSteps(results)) {
      addLoop(body, steps, single, results, k);
    }
    return body.build();
  }

  /** The indices of the results, those first that others may be made of. */
  private static List<Integer> inOrderOfSteps(List<Operand> results) {
    return IntStream.range(0, results.size())
        .boxed()
        .sorted(Comparator.comparingInt(k -> stepOf(results.get(k))))
        .toList();
  }

  private static int stepOf(Operand operand) {
    return operand instanceof Operand.Earlier earlier ? earlier.step() : -1;
  }

  /**
   * One loop for each result: C2 does not vectorise a loop of all an optimiser's rule. What an
   * earlier loop has written is read; other steps that several results share are made again.
   */
  private static void addLoop(
      CodeBlock.Builder body, List<Step> steps, boolean[] single, List<Operand> results, int k) {
    int last = stepOf(results.get(k));
    Map<Integer, CodeBlock> names = new HashMap<>();
    for (int other = 0; other < results.size(); other++) {
      int step = stepOf(results.get(other));
      if (step >= 0 && (step < last || step == last && other < k)) {
        names.put(step, CodeBlock.of("y$L[i]", other));
      }
    }
    body.beginControlFlow("for (int i = 0; i < n; i++)");
    for (int s : needed(steps, last, names.keySet())) {
      List<CodeBlock> operands =
          steps.get(s).operands().stream().map(operand -> java(operand, single, names)).toList();
      body.addStatement("float t$L = $L", s, steps.get(s).op().java(operands));
    }
    body.addStatement("y$L[i] = $L", k, java(results.get(k), single, names));
    body.endControlFlow();
  }

  /** The steps that one is made of, itself the last, but for those that are known already. */
  private static SortedSet<Integer> needed(List<Step> steps, int last, Set<Integer> known) {
    SortedSet<Integer> needed = new TreeSet<>();
    if (last >= 0 && !known.contains(last)) {
      needed.add(last);
    }
    for (int s = last; s >= 0; s--) {
      if (needed.contains(s)) {
        for (Operand operand : steps.get(s).operands()) {
          if (operand instanceof Operand.Earlier earlier && !known.contains(earlier.step())) {
            needed.add(earlier.step());
          }
        }
      }
    }
    return needed;
  }

  private String name(Node call) {
    String value = call.origin().name();
    String last = steps.get(steps.size() - 1).op().mnemonic();
    return value.isEmpty() ? last : value.substring(value.lastIndexOf('.') + 1) + "_" + last;
  }

  private static CodeBlock java(Operand operand, boolean[] single, Map<Integer, CodeBlock> names) {
    if (operand instanceof Operand.Memory m) {
      return CodeBlock.of(single[m.index()] ? "x$L" : "x$L.get(i)", m.index());
    } else if (operand instanceof Operand.Earlier e) {
      return names.getOrDefault(e.step(), CodeBlock.of("t$L", e.step()));
    }
    return literal(((Operand.Literal) operand).value());
  }

  /** A float literal; parenthesised where a sign would meet an operator. */
  public static CodeBlock literal(double value) {
    float f = (float) value;
    if (Float.isNaN(f)) {
      return CodeBlock.of("$T.NaN", Float.class);
    } else if (Float.isInfinite(f)) {
      return CodeBlock.of("$T.$L_INFINITY", Float.class, f > 0 ? "POSITIVE" : "NEGATIVE");
    }
    String text =
        f == Math.rint(f) && Math.abs(f) < 1e6 ? String.valueOf((int) f) : String.valueOf(f);
    boolean negative = f < 0 || (f == 0 && 1 / f < 0);
    return negative ? CodeBlock.of("($Lf)", f == 0 ? "-0" : text) : CodeBlock.of("$Lf", text);
  }
}
