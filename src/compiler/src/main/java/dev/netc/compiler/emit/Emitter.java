package dev.netc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.op.optimizer.UpdateRule;
import dev.netc.compiler.op.primitive.RuntimeNames;
import dev.netc.compiler.plan.PhasePlan;
import dev.netc.compiler.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * Writes the class of one net.
 *
 * <pre>
 * public final class Digits extends TrainedNet {
 *   private static final NetSpec SPEC = specification();
 *   public Digits(int batch) …                  constructors
 *   public float[] digit(float[] image) …       a method for each output
 *   private static NetSpec specification() …    inputs, parameters, sizes
 *   protected void buildInference(Phase p) …    the kernels, one method for each value's
 *   private static void relu(Tile[] in, …    elementwise loops
 * }
 * </pre>
 */
public final class Emitter {
  /** The methods that add the kernels of each graph, by how the names of its layers' begin. */
  private static final Map<String, String> BUILD =
      Map.of("infer", "buildInference", "evaluate", "buildEvaluation", "train", "buildTraining");

  private final Lowered net;
  private final Plan plan;
  private final Optional<UpdateRule> rule;
  private final ClassName owner;
  private final ClassBody body = new ClassBody();

  private Emitter(Lowered net, Plan plan, Optional<UpdateRule> rule, String packageName) {
    this.net = net;
    this.plan = plan;
    this.rule = rule;
    this.owner = ClassName.get(packageName, JavaNames.className(net.name()));
  }

  /** The simple name of the class of a net. */
  public static String className(String netName) {
    return JavaNames.className(netName);
  }

  /**
   * The source of the class.
   *
   * @param plan of the net's graphs after all rewrites
   * @param rule the optimiser's, if the net is trained
   */
  public static String emit(Lowered net, Plan plan, Optional<UpdateRule> rule, String packageName) {
    TypeSpec type = new Emitter(net, plan, rule, packageName).type();
    return JavaFile.builder(packageName, type)
        .addFileComment(
            "Made by netc from $L. Do not change: make it anew.", Comments.line(net.file()))
        .skipJavaLangImports(true)
        .indent("  ")
        .build()
        .toString();
  }

  /** The kernels of one graph, in the order in which the class of its net adds them. */
  public static List<EmittedKernel> kernels(PhasePlan plan) {
    return PhaseLayers.of(plan, ClassName.get("", "Net"), new ClassBody()).kernels();
  }

  private TypeSpec type() {
    ClassName parent =
        net.training().isPresent() ? RuntimeNames.TRAINED_NET : RuntimeNames.COMPILED_NET;
    TypeSpec.Builder type =
        TypeSpec.classBuilder(owner)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .superclass(parent)
            .addJavadoc("$L", documentation());
    type.addField(SpecEmitter.field());
    ApiEmitter api = new ApiEmitter(net, plan.infer().graph(), owner, body);
    api.constructors().forEach(type::addMethod);
    api.emit();
    new SpecEmitter(net, plan, rule, body).emit();
    new ConstantsEmitter(plan.constants(), body).emit();
    emitPhases();
    net.training()
        .ifPresent(
            training -> new TrainingEmitter(training, rule.orElseThrow(), owner, body).emit());
    body.fields().forEach(type::addField);
    body.methods().forEach(type::addMethod);
    body.types().forEach(type::addType);
    return type.build();
  }

  private void emitPhases() {
    Map<String, PhaseEmitter> phases = new LinkedHashMap<>();
    phases.put("infer", new PhaseEmitter(plan.infer(), owner, body));
    plan.evaluate()
        .ifPresent(phase -> phases.put("evaluate", new PhaseEmitter(phase, owner, body)));
    plan.train().ifPresent(phase -> phases.put("train", new PhaseEmitter(phase, owner, body)));
    List<Layer> layers = phases.values().stream().flatMap(p -> p.layers().stream()).toList();
    SharedLayers shared = new SharedLayers(layers, body);
    phases.forEach((prefix, phase) -> phase.emit(BUILD.get(prefix), prefix, shared));
  }

  private String documentation() {
    String text = Comments.javadoc(net.documentation());
    String made = "Compiled from {@code %s}.".formatted(Comments.javadoc(net.file()));
    return text.isEmpty() ? made + "\n" : text + "\n\n<p>" + made + "\n";
  }

  /** A method that overrides one of the runtime's. */
  static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED);
  }
}
