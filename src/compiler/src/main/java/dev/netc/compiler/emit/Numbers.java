package dev.netc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.op.primitive.Fused;
import dev.netc.compiler.op.primitive.RuntimeNames;
import java.util.ArrayList;
import java.util.List;

/** Lists of numbers as Java: written out where they are few, as strings of their bits else. */
final class Numbers {
  private static final int MOST_WRITTEN_OUT = 256;

  /** A string constant of a class has at most 65,535 bytes; a number takes 8. */
  private static final int IN_A_STRING = 8000;

  private Numbers() {}

  /** An array of floats. */
  static CodeBlock array(double[] values) {
    return values.length <= MOST_WRITTEN_OUT
        ? CodeBlock.of("new float[] {$L}", list(values))
        : list(values);
  }

  /** Floats as the arguments of a method that takes any number of them, or an array of them. */
  static CodeBlock list(double[] values) {
    if (values.length <= MOST_WRITTEN_OUT) {
      List<CodeBlock> literals = new ArrayList<>();
      for (double value : values) {
        literals.add(Fused.literal(value));
      }
      return CodeBlock.join(literals, ", ");
    }
    List<CodeBlock> strings = new ArrayList<>();
    for (int at = 0; at < values.length; at += IN_A_STRING) {
      StringBuilder bits = new StringBuilder();
      for (int i = at; i < Math.min(values.length, at + IN_A_STRING); i++) {
        bits.append("%08x".formatted(Float.floatToRawIntBits((float) values[i])));
      }
      strings.add(CodeBlock.of("$S", bits));
    }
    return CodeBlock.of("$T.of($L)", RuntimeNames.NUMBERS, CodeBlock.join(strings, ", "));
  }
}
