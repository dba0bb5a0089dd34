package dev.netc.compiler.ir;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.type.TensorType;

/** What an operation sees of the class that is being written while it emits its kernels. */
public interface Emission {

  /** An expression for the memory of an operand. */
  CodeBlock input(int index);

  /** An expression for the memory of the result. */
  CodeBlock output();

  /** An expression for the number of elements of a tensor: {@code batch * 50}, or {@code 50}. */
  CodeBlock size(TensorType type);

  /** An expression for {@code factor} elements, times the batch if {@code batched}. */
  CodeBlock size(boolean batched, long factor);

  /** An expression for the dimensions in memory: {@code new long[] {batch, 3, 28}}. */
  CodeBlock dims(TensorType type);

  /** Adds a kernel: an expression of type {@code Kernel}, run in the order of adding. */
  void kernel(CodeBlock construction);

  /**
   * Adds a static elementwise loop to the class.
   *
   * @param name a word to name it by
   * @param body the statements, on {@code Tile[] in}, {@code float[][] out} and {@code int n}
   * @return an expression for the loop as a {@code TileFunction}
   */
  CodeBlock loop(String name, CodeBlock body);
}
