package dev.netc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.netc.compiler.op.primitive.RuntimeNames;
import dev.netc.compiler.plan.Region;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * A nested class with some of the layers of a deep net.
 *
 * <p>What the net inherits, the part declares again, once: javac makes a hidden method of the net
 * for each place where a nested class uses something inherited, and these would fill the class.
 */
final class PhasePart {
  private PhasePart() {}

  // private final class TrainPart {
  //   private final Kernels kernels = Deep.this.kernels;
  //   private View batched(long offset, long size) {
  //     return Deep.this.batched(offset, size);
  //   }
  //   …
  static TypeSpec of(String name, ClassName owner, List<MethodSpec> methods) {
    TypeSpec.Builder part =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
            .addJavadoc("Some of the layers: one class cannot have the constants of all.\n")
            .addField(inherited(RuntimeNames.KERNELS, "kernels", owner))
            .addField(inherited(TypeName.INT, "batch", owner))
            .addField(inherited(RuntimeNames.RANDOM_STATE, "random", owner))
            .addMethods(methods);
    for (Region region : Region.values()) {
      part.addMethod(
          MethodSpec.methodBuilder(region.word())
              .addModifiers(Modifier.PRIVATE)
              .returns(RuntimeNames.VIEW)
              .addParameter(TypeName.LONG, "offset")
              .addParameter(TypeName.LONG, "size")
              .addStatement("return $T.this.$L(offset, size)", owner, region.word())
              .build());
    }
    return part.build();
  }

  private static FieldSpec inherited(TypeName type, String field, ClassName owner) {
    return FieldSpec.builder(type, field, Modifier.PRIVATE, Modifier.FINAL)
        .initializer("$T.this.$L", owner, field)
        .build();
  }
}
