package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.ClassName;

/** Names of runtime classes that generated code refers to. The compiler knows no runtime class. */
public final class RuntimeNames {
  private static final String KERNEL = "dev.netc.runtime.kernel";

  public static final ClassName KERNEL_TYPE = ClassName.get(KERNEL, "Kernel");
  public static final ClassName MATMUL_SPEC = ClassName.get(KERNEL, "MatMulSpec");
  public static final ClassName ACTIVATION = ClassName.get(KERNEL, "Activation");
  public static final ClassName UNARY = ClassName.get(KERNEL, "Unary");
  public static final ClassName REDUCTION = ClassName.get(KERNEL, "Reduction");
  public static final ClassName DISTRIBUTION = ClassName.get(KERNEL, "Distribution");
  public static final ClassName FLOAT_MATH = ClassName.get(KERNEL, "FloatMath");
  public static final ClassName VIEW = ClassName.get("dev.netc.runtime.memory", "View");

  private RuntimeNames() {}
}
