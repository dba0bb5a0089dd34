package dev.netc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.op.primitive.Fused;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.plan.Layout;
import java.util.List;

/** Writes the method that puts the numbers that the program states into their places. */
final class ConstantsEmitter {
  private final Layout<Leaf.Constant> constants;
  private final ClassBody body;

  ConstantsEmitter(Layout<Leaf.Constant> constants, ClassBody body) {
    this.constants = constants;
    this.body = body;
  }

  // @Override
  // protected void setConstants() {
  //   constant(0, 3).set(new float[] {1f, 2f, 3f});
  //   kernels.fill(constant(16, 100), 0.5f).run();
  // }
  void emit() {
    if (constants.places().isEmpty()) {
      return;
    }
    List<CodeBlock> statements =
        constants.places().entrySet().stream()
            .map(e -> statement(e.getKey(), KernelEmission.view(e.getValue())))
            .toList();
    body.add(Emitter.override("setConstants"), statements);
  }

  private static CodeBlock statement(Leaf.Constant constant, CodeBlock view) {
    double[] values = constant.values();
    CodeBlock.Builder code = CodeBlock.builder();
    if (values.length == 1 && constant.type().size() > 1) {
      code.addStatement("kernels.fill($L, $L).run()", view, Fused.literal(values[0]));
    } else {
      code.addStatement("$L.set($L)", view, Numbers.array(values));
    }
    return code.build();
  }
}
