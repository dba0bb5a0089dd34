package dev.netc.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.netc.compiler.op.primitive.RuntimeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** The members of a class while it is written: methods, each with a name of its own and short. */
final class ClassBody {
  /**
   * Characters of statements in one method, types in full. HotSpot never compiles a method of more
   * than 8,000 bytes of bytecode; a statement has fewer than two for each character (an array of
   * short numbers comes closest), and most have far fewer.
   */
  static final int METHOD_LENGTH = 4000;

  private static final ParameterSpec[] LOOP_PARAMETERS = {
    ParameterSpec.builder(ArrayTypeName.of(RuntimeNames.TILE), "in").build(),
    ParameterSpec.builder(float[][].class, "out").build(),
    ParameterSpec.builder(int.class, "n").build()
  };

  private final JavaNames names;
  private final JavaNames typeNames = new JavaNames(Set.of());
  private final List<FieldSpec> fields = new ArrayList<>();
  private final List<TypeSpec> types = new ArrayList<>();
  private final List<MethodSpec> methods = new ArrayList<>();
  private final List<MethodSpec> loops = new ArrayList<>();
  private final Map<String, String> loopNames = new HashMap<>();

  ClassBody() {
    this(new JavaNames(Inherited.METHODS));
  }

  private ClassBody(JavaNames names) {
    this.names = names;
  }

  /** The body of a class within this one: its methods hide none that this one has by now. */
  ClassBody nested() {
    return new ClassBody(names.copy());
  }

  /** A name that no method of the class has. */
  String methodName(String wanted) {
    return names.unique(wanted);
  }

  /** A name that no nested class has. */
  String typeName(String wanted) {
    return typeNames.unique(JavaNames.capitalized(wanted));
  }

  /** All fields: a constant for each elementwise loop. */
  List<FieldSpec> fields() {
    return fields;
  }

  void add(TypeSpec type) {
    types.add(type);
  }

  /** All nested classes. */
  List<TypeSpec> types() {
    return types;
  }

  void add(MethodSpec method) {
    methods.add(method);
  }

  /** All methods, the elementwise loops last. */
  List<MethodSpec> methods() {
    List<MethodSpec> all = new ArrayList<>(methods);
    all.addAll(loops);
    return all;
  }

  // private static final TileFunction SCORES_RELU_LOOP = Digits::scoresRelu;
  /**
   * Adds a static elementwise loop, unless the class already has one with the same statements.
   *
   * @return the name of a constant for the loop as a {@code TileFunction}: javac and the virtual
   *     machine take long for a method reference, and a deep net uses the same loop in many places
   */
  String loop(String name, CodeBlock body, ClassName owner) {
    String statements = body.toString();
    String known = loopNames.get(statements);
    if (known != null) {
      return known;
    }
    String loop = methodName(JavaNames.camelCase(name));
    String constant = JavaNames.constant(loop) + "_LOOP";
    loopNames.put(statements, constant);
    fields.add(
        FieldSpec.builder(RuntimeNames.TILE_FUNCTION, constant)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer("$T::$N", owner, loop)
            .build());
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(loop).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
    for (ParameterSpec parameter : LOOP_PARAMETERS) {
      method.addParameter(parameter);
    }
    loops.add(method.addCode(body).build());
    return constant;
  }

  /**
   * Adds a method that runs statements in order: by itself where they are few, else by calling
   * others that have some of them each.
   *
   * @param method the method, without statements
   * @param statements each ends itself
   */
  void add(MethodSpec.Builder method, List<CodeBlock> statements) {
    MethodSpec head = method.build();
    add(method, head, statements);
  }

  private void add(MethodSpec.Builder method, MethodSpec head, List<CodeBlock> statements) {
    List<List<CodeBlock>> runs = runs(statements);
    if (runs.size() <= 1) {
      statements.forEach(method::addCode);
      methods.add(method.build());
      return;
    }
    List<CodeBlock> calls = new ArrayList<>();
    List<Runnable> parts = new ArrayList<>();
    for (List<CodeBlock> run : runs) {
      String part = methodName(head.name() + (calls.size() + 1));
      CodeBlock arguments =
          head.parameters().stream()
              .map(p -> CodeBlock.of("$N", p.name()))
              .collect(CodeBlock.joining(", "));
      calls.add(CodeBlock.builder().addStatement("$N($L)", part, arguments).build());
      MethodSpec.Builder builder = MethodSpec.methodBuilder(part).addModifiers(Modifier.PRIVATE);
      if (head.modifiers().contains(Modifier.STATIC)) {
        builder.addModifiers(Modifier.STATIC);
      }
      head.parameters().forEach(builder::addParameter);
      run.forEach(builder::addCode);
      parts.add(() -> methods.add(builder.build()));
    }
    add(method, head, calls);
    parts.forEach(Runnable::run);
  }

  private static List<List<CodeBlock>> runs(List<CodeBlock> statements) {
    List<List<CodeBlock>> runs = new ArrayList<>();
    int length = METHOD_LENGTH;
    for (CodeBlock statement : statements) {
      int more = statement.toString().length();
      if (length + more > METHOD_LENGTH) {
        runs.add(new ArrayList<>());
        length = 0;
      }
      runs.get(runs.size() - 1).add(statement);
      length += more;
    }
    return runs;
  }
}
