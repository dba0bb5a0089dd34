package dev.netc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.Precision;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.op.primitive.RuntimeNames;
import dev.netc.compiler.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes what people call: constructors, inputs, outputs and the training step, by name. */
final class ApiEmitter {
  private static final TypeName FLOATS = TypeName.get(float[].class);

  /** Beyond, values are set and read one by one. */
  private static final int MOST_PARAMETERS = 12;

  private final Lowered net;
  private final ClassName owner;
  private final ClassBody body;
  private final List<NetworkInput> inferred;

  /**
   * @param infer inference after all rewrites: it reads the inputs that its outputs need
   */
  ApiEmitter(Lowered net, Graph infer, ClassName owner, ClassBody body) {
    this.net = net;
    this.owner = owner;
    this.body = body;
    Set<String> read =
        infer.nodes().stream()
            .filter(node -> node.op() instanceof Leaf.Input)
            .map(node -> ((Leaf.Input) node.op()).name())
            .collect(Collectors.toSet());
    this.inferred = net.inputs().stream().filter(i -> read.contains(i.name())).toList();
  }

  List<MethodSpec> constructors() {
    MethodSpec.Builder plain =
        constructor("The net for batches of {@code $N} samples, with the first values of seed 0.\n")
            .addStatement("this(batch, 0)");
    MethodSpec.Builder seeded =
        constructor("The net for batches of {@code $N} samples, with the first values of a seed.\n")
            .addParameter(long.class, "seed")
            .addStatement("this(batch, seed, $T.best())", RuntimeNames.KERNELS);
    MethodSpec.Builder full =
        constructor("The net for batches of {@code $N} samples, on given kernels.\n")
            .addParameter(long.class, "seed")
            .addParameter(RuntimeNames.KERNELS, "kernels")
            .addStatement("super(SPEC, batch, seed, $L)", kernels());
    MethodSpec.Builder sharing =
        constructor(
                "The net for batches of {@code $N} samples, with the parameters of another"
                    + " instance.\n")
            .addParameter(owner, "other")
            .addStatement("super(other, batch)");
    return List.of(plain.build(), seeded.build(), full.build(), sharing.build());
  }

  /** The kernels that are handed in, as they are or with factors rounded as the program says. */
  private CodeBlock kernels() {
    Precision precision = net.training().map(Lowered.Training::precision).orElse(Precision.FLOAT32);
    return precision.roundsFactors()
        ? CodeBlock.of("kernels.with($T.$L)", RuntimeNames.FACTORS, precision)
        : CodeBlock.of("kernels");
  }

  private static MethodSpec.Builder constructor(String documentation) {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PUBLIC)
        .addParameter(int.class, "batch")
        .addJavadoc(documentation, "batch");
  }

  void emit() {
    body.add(
        Emitter.override("resized")
            .returns(owner)
            .addParameter(int.class, "rows")
            .addStatement("return new $T(rows, this)", owner)
            .build());
    inferred.forEach(this::setters);
    net.infer().outputs().forEach(this::output);
    net.training().ifPresent(training -> trainStep());
  }

  // public Digits setImage(float... image) {
  //   set("image", image);
  //   return this;
  // }
  private void setters(NetworkInput input) {
    String name = body.methodName("set" + JavaNames.capitalized(input.name()));
    body.add(setter(name, input, FLOATS).varargs().build());
    body.add(setter(name, input, RuntimeNames.ARRAY).build());
  }

  private MethodSpec.Builder setter(String name, NetworkInput input, TypeName tensor) {
    String parameter = JavaNames.identifier(input.name());
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PUBLIC)
        .returns(owner)
        .addJavadoc("Sets the input {@code $L}: $L.\n", shown(input.name()), dims(input.type()))
        .addParameter(tensor, parameter)
        .addStatement("set($S, $N)", input.name(), parameter)
        .addStatement("return this");
  }

  // public float[] digit(float[] image) {
  //   return predict("digit", new String[] {"image"}, image);
  // }
  private void output(String name, Node node) {
    String method = body.methodName(name);
    if (inferred.isEmpty() || inferred.size() > MOST_PARAMETERS) {
      body.add(
          MethodSpec.methodBuilder(method)
              .addModifiers(Modifier.PUBLIC)
              .returns(FLOATS)
              .addJavadoc(
                  "The output {@code $L} of the last run: $L.\n", shown(name), dims(node.type()))
              .addStatement("return get($S)", name)
              .build());
      return;
    }
    body.add(output(method, name, node, FLOATS, false));
    body.add(output(method, name, node, RuntimeNames.ARRAY, false));
    body.add(output(method, name, node, RuntimeNames.ARRAY, true));
  }

  // public INDArray digit(INDArray image, INDArray into) {
  //   return predict("digit", into, new String[] {"image"}, image);
  // }
  private MethodSpec output(
      String method, String name, Node node, TypeName tensor, boolean intoGiven) {
    JavaNames parameterNames = new JavaNames(Set.of());
    Map<NetworkInput, String> parameters = parameterNames(parameterNames, inferred);
    String into = parameterNames.unique("into");
    List<CodeBlock> names = new ArrayList<>();
    CodeBlock.Builder values = CodeBlock.builder();
    MethodSpec.Builder built =
        MethodSpec.methodBuilder(method)
            .addModifiers(Modifier.PUBLIC)
            .returns(tensor)
            .addJavadoc(
                "Computes {@code $L}, $L, for any number of samples.\n",
                shown(name),
                dims(node.type()));
    built.addJavadoc("\n");
    for (NetworkInput input : inferred) {
      String parameter = parameters.get(input);
      built.addParameter(tensor, parameter);
      built.addJavadoc("@param $L $L\n", parameter, dims(input.type()));
      names.add(CodeBlock.of("$S", input.name()));
      values.add(", $N", parameter);
    }
    if (intoGiven) {
      built.addParameter(tensor, into);
      built.addJavadoc(
          "@param $L takes the result, as floats row by row, and overlaps no input\n", into);
      built.addJavadoc("@return $L\n", into);
    }
    return built
        .addStatement(
            "return predict($S, $Lnew $T[] {$L}$L)",
            name,
            intoGiven ? CodeBlock.of("$N, ", into) : CodeBlock.of(""),
            String.class,
            CodeBlock.join(names, ", "),
            values.build())
        .build();
  }

  // public double trainStep(float[] image, float[] label) {
  //   return trainStep(learningRate(), image, label);
  // }
  private void trainStep() {
    List<NetworkInput> fed =
        net.inputs().stream().filter(i -> net.columns().containsKey(i.name())).toList();
    if (fed.size() > MOST_PARAMETERS) {
      return;
    }
    Map<NetworkInput, String> parameters = parameterNames(new JavaNames(Set.of()), fed);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("trainStep")
            .addModifiers(Modifier.PUBLIC)
            .returns(double.class)
            .addJavadoc("Makes one training step at the rate that the program states.\n\n");
    CodeBlock.Builder values = CodeBlock.builder();
    for (NetworkInput input : fed) {
      method.addParameter(FLOATS, parameters.get(input));
      method.addJavadoc("@param $L $L\n", parameters.get(input), dims(input.type()));
      values.add(", $N", parameters.get(input));
    }
    method.addJavadoc("@return the loss before the step\n");
    body.add(method.addStatement("return trainStep(learningRate()$L)", values.build()).build());
  }

  private static Map<NetworkInput, String> parameterNames(
      JavaNames names, List<NetworkInput> inputs) {
    return inputs.stream().collect(Collectors.toMap(i -> i, i -> names.unique(i.name())));
  }

  private static String shown(String name) {
    return Comments.javadoc(name);
  }

  private static String dims(TensorType type) {
    String text = type.toString().substring("f32".length());
    return text.equals("[]") ? "a number" : text;
  }
}
