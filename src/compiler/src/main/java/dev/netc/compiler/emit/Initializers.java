package dev.netc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.op.primitive.RuntimeNames;

/** First values of parameters as expressions. */
final class Initializers {
  private Initializers() {}

  /**
   * @throws IllegalStateException for {@code auto}, which lowering has replaced
   */
  static CodeBlock emit(InitializerSpec spec) {
    if (spec instanceof InitializerSpec.Zeros) {
      return of("zeros()");
    } else if (spec instanceof InitializerSpec.Ones) {
      return of("ones()");
    } else if (spec instanceof InitializerSpec.Constant c) {
      return of("constant($L)", c.value());
    } else if (spec instanceof InitializerSpec.Normal n) {
      return of("normal($L, $L)", n.mean(), n.deviation());
    } else if (spec instanceof InitializerSpec.Uniform u) {
      return of("uniform($L, $L)", u.low(), u.high());
    } else if (spec instanceof InitializerSpec.Xavier) {
      return of("xavier()");
    } else if (spec instanceof InitializerSpec.XavierFanIn) {
      return of("xavierFanIn()");
    } else if (spec instanceof InitializerSpec.XavierUniform) {
      return of("xavierUniform()");
    } else if (spec instanceof InitializerSpec.He) {
      return of("he()");
    } else if (spec instanceof InitializerSpec.HeUniform) {
      return of("heUniform()");
    } else if (spec instanceof InitializerSpec.Bilinear) {
      return of("bilinear()");
    } else if (spec instanceof InitializerSpec.Orthogonal o) {
      return of("orthogonal($L)", o.gain());
    } else if (spec instanceof InitializerSpec.Values v) {
      return of("values($L)", Numbers.list(v.values()));
    }
    throw new IllegalStateException(spec + " was to be decided before");
  }

  private static CodeBlock of(String call, Object... arguments) {
    return CodeBlock.builder().add("$T.", RuntimeNames.INITIALIZER).add(call, arguments).build();
  }
}
