package dev.netc.compiler.op;

import dev.netc.compiler.ir.Node;
import dev.netc.compiler.op.primitive.Algebra;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * An operation of the language: signature, shape rule, weights, meaning in primitives and
 * documentation, all in the one expression that defines it.
 */
public final class Operation {

  /** What the checker needs to know of an operation beyond its types. */
  public enum Trait {
    /** A number in first place is a setting, not the tensor: {@code dropout(0.5)}. */
    LAYER,
    /** A layer before it is initialised after He. */
    RELU_LIKE,
    /** Passes what flows through to the next layer in kind: initialisation looks through it. */
    TRANSPARENT,
    /** Slope zero wherever it has one. */
    ZERO_SLOPE,
    /** A linear map with weights: two in a row collapse into one. */
    LINEAR,
    /** Has weights whose initialisation depends on where its result goes. */
    WEIGHTED,
    /** Not linear, though it is transparent: linear maps before and after it do not collapse. */
    CHOOSING,
    /** Reported, not trained on; lowered to additive statistics. */
    METRIC,
    /** Differs between training and use. */
    MODAL,
    /** Asks how its first operand changes with its second, from which it must be computed. */
    DERIVATIVE
  }

  /** Finds the type of the result. */
  public interface TypeRule {
    ValueType type(List<ValueType> operands, Arguments arguments) throws Mismatch;
  }

  /** Finds the weights of a layer for what flows in. */
  public interface WeightRule {
    List<Weight> weights(ValueType input, Arguments arguments) throws Mismatch;
  }

  /** Finds how far results see, for each axis of the image that flows in. */
  public interface ReachRule {
    List<Reach> reach(ValueType x, Arguments arguments);
  }

  private final String name;
  private final List<String> aliases;
  private final List<Parameter> parameters;
  private final String summary;
  private final String shape;
  private final List<String> example;
  private final Set<Trait> traits;
  private final TypeRule typeRule;
  private final WeightRule weightRule;
  private final ReachRule reachRule;
  private final Lowering.Rule loweringRule;

  private Operation(Builder builder) {
    this.name = builder.name;
    this.aliases = List.copyOf(builder.aliases);
    this.parameters = List.copyOf(builder.parameters);
    this.summary = builder.summary;
    this.shape = builder.shape;
    this.example = List.copyOf(builder.example);
    this.traits = builder.traits;
    this.typeRule = builder.typeRule;
    this.weightRule = builder.weightRule;
    this.reachRule = builder.reachRule;
    this.loweringRule = builder.loweringRule;
  }

  public static Builder named(String name, String summary) {
    return new Builder(name, summary);
  }

  public String name() {
    return name;
  }

  public List<String> aliases() {
    return aliases;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** One sentence for the reference and for hovers, with the formula. */
  public String summary() {
    return summary;
  }

  /** The shape of the result in words, for the reference. */
  public String shape() {
    return shape;
  }

  /**
   * A test that holds, in parts: declarations that it needs, bindings, and then what is expected,
   * without the word. The reference shows it, and a test runs it.
   */
  public List<String> example() {
    return example;
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** The parameters that take tensors, in order. */
  public List<Parameter> operands() {
    return parameters.stream().filter(p -> p.kind().isTensor()).toList();
  }

  /** The signature as the reference shows it: {@code dense(x, units, init = auto, bias = true)}. */
  public String signature() {
    List<String> shown = new ArrayList<>();
    for (Parameter p : parameters) {
      String dots = p.kind() == Parameter.Kind.TENSORS ? "…" : "";
      shown.add(p.name() + dots + (p.shown().isEmpty() ? "" : " = " + p.shown()));
    }
    return name + "(" + String.join(", ", shown) + ")";
  }

  /**
   * The type of the result.
   *
   * @throws Mismatch if the operation cannot take these
   */
  public ValueType type(List<ValueType> operands, Arguments arguments) throws Mismatch {
    return typeRule.type(operands, arguments);
  }

  /**
   * The weights of its own that the operation has for this input; their tensors follow its
   * operands.
   */
  public List<Weight> weights(ValueType input, Arguments arguments) throws Mismatch {
    return weightRule.weights(input, arguments);
  }

  /**
   * How far one element of the result sees, for each axis of the image {@code x}: {@link
   * Reach#EVERYTHING} if it sees all of it.
   */
  public List<Reach> reach(ValueType x, Arguments arguments) {
    return reachRule.reach(x, arguments);
  }

  public Node lower(Lowering to, List<Node> operands, Arguments arguments) {
    return loweringRule.lower(to, operands, arguments);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects the parts of an operation. */
  public static final class Builder {
    private final String name;
    private final String summary;
    private final List<String> aliases = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<String> example = new ArrayList<>();
    private String shape = "";
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private TypeRule typeRule;
    private WeightRule weightRule = (input, arguments) -> List.of();
    private ReachRule reachRule =
        (x, a) -> Images.axes(x.shape()).stream().map(i -> Reach.POINT).toList();
    private Lowering.Rule loweringRule;

    private Builder(String name, String summary) {
      this.name = name;
      this.summary = summary;
    }

    public Builder alias(String alias) {
      aliases.add(alias);
      return this;
    }

    /** The shape of the result, as the reference says it. */
    public Builder shape(String words) {
      shape = words;
      return this;
    }

    /** What is needed first, if anything, and what holds: {@code relu([-1, 2]) == [0, 2]}. */
    public Builder example(String... statements) {
      example.addAll(List.of(statements));
      return this;
    }

    public Builder trait(Trait... more) {
      traits.addAll(List.of(more));
      return this;
    }

    public Builder tensor(String parameter) {
      return with(parameter, Parameter.Kind.TENSOR, Optional.empty(), "");
    }

    public Builder tensors(String parameter) {
      return with(parameter, Parameter.Kind.TENSORS, Optional.empty(), "");
    }

    public Builder integer(String parameter) {
      return with(parameter, Parameter.Kind.INTEGER, Optional.empty(), "");
    }

    public Builder integer(String parameter, int value) {
      return with(parameter, Parameter.Kind.INTEGER, Optional.of(value), String.valueOf(value));
    }

    public Builder number(String parameter) {
      return with(parameter, Parameter.Kind.NUMBER, Optional.empty(), "");
    }

    public Builder number(String parameter, double value) {
      return with(parameter, Parameter.Kind.NUMBER, Optional.of(value), shown(value));
    }

    public Builder flag(String parameter, boolean value) {
      return with(parameter, Parameter.Kind.BOOLEAN, Optional.of(value), String.valueOf(value));
    }

    public Builder integers(String parameter) {
      return with(parameter, Parameter.Kind.INTEGERS, Optional.empty(), "");
    }

    /** Axes; all of them where the argument is left out. */
    public Builder axes(String parameter) {
      return with(parameter, Parameter.Kind.AXES, Optional.of(List.of()), "all");
    }

    public Builder argument(String parameter, Parameter.Kind kind, Object value, String shown) {
      return with(parameter, kind, Optional.of(value), shown);
    }

    /** The result of a certain operation. */
    public Builder result(String parameter, String operation) {
      return with(parameter, Parameter.Kind.RESULT, Optional.empty(), "", operation);
    }

    /** Whole numbers for the axes of an image. */
    public Builder extents(String parameter) {
      return with(parameter, Parameter.Kind.EXTENTS, Optional.empty(), "");
    }

    /** Whole numbers for the axes of an image, the same one for all of them if left out. */
    public Builder extents(String parameter, int value) {
      return argument(parameter, Parameter.Kind.EXTENTS, List.of(value), Integer.toString(value));
    }

    /** What stands around an image; nothing if left out. */
    public Builder padding(String parameter, String... words) {
      return with(parameter, Parameter.Kind.PADDING, Optional.of(Padding.NONE), "0", words);
    }

    /** What is put around an image or cut off from it. */
    public Builder border(String parameter) {
      return with(parameter, Parameter.Kind.PADDING, Optional.empty(), "");
    }

    /** One of several words; the first of them if left out. */
    public Builder word(String parameter, String... words) {
      return with(parameter, Parameter.Kind.WORD, Optional.of(words[0]), words[0], words);
    }

    private Builder with(
        String parameter,
        Parameter.Kind kind,
        Optional<Object> value,
        String shown,
        String... words) {
      parameters.add(new Parameter(parameter, kind, value, shown, List.of(words)));
      return this;
    }

    private static String shown(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e9
          ? String.valueOf((long) value)
          : String.valueOf(value).replace(".0E", "e").replace('E', 'e');
    }

    public Builder type(TypeRule rule) {
      typeRule = rule;
      return this;
    }

    /** The result has the type of the first operand. */
    public Builder sameType() {
      shape = "that of " + parameters.get(0).name();
      return type((operands, arguments) -> ValueType.of(operands.get(0).tensor()));
    }

    public Builder weights(WeightRule rule) {
      weightRule = rule;
      return this;
    }

    /** Where an element of the result sees more than the elements in its place. */
    public Builder reach(ReachRule rule) {
      reachRule = rule;
      return this;
    }

    public Operation lower(Lowering.Rule rule) {
      loweringRule = rule;
      return new Operation(this);
    }

    /** For operations of one tensor alone. */
    public Operation formula(BiFunction<Algebra, Node, Node> formula) {
      return lower((to, operands, arguments) -> formula.apply(to.math(), operands.get(0)));
    }
  }

  /** The result of operands that broadcast, or the reason why they do not. */
  static ValueType broadcast(List<ValueType> operands, String what) throws Mismatch {
    TensorType type = operands.get(0).tensor();
    for (ValueType next : operands.subList(1, operands.size())) {
      Optional<TensorType> both = TensorType.broadcast(type, next.tensor());
      if (both.isEmpty()) {
        throw mismatch(type.shape(), next.shape(), what);
      }
      type = both.get();
    }
    return ValueType.of(type);
  }

  private static Mismatch mismatch(Shape a, Shape b, String what) {
    return Mismatch.shape("the shapes %s and %s of %s do not fit".formatted(a, b, what))
        .note("shapes are compared from the right; two lengths fit if they are equal or one is 1");
  }
}
