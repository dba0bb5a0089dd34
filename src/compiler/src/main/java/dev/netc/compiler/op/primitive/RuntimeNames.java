package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.ClassName;

/** Names of runtime classes that generated code refers to. The compiler knows no runtime class. */
public final class RuntimeNames {
  private static final String KERNEL = "dev.netc.runtime.kernel";
  private static final String NET = "dev.netc.runtime.net";
  private static final String TRAIN = "dev.netc.runtime.train";

  public static final ClassName KERNEL_TYPE = ClassName.get(KERNEL, "Kernel");
  public static final ClassName MATMUL_SPEC = ClassName.get(KERNEL, "MatMulSpec");
  public static final ClassName WINDOW_SPEC = ClassName.get(KERNEL, "WindowSpec");
  public static final ClassName CONV_SPEC = ClassName.get(KERNEL, "ConvSpec");
  public static final ClassName LRN_SPEC = ClassName.get(KERNEL, "LrnSpec");
  public static final ClassName FACTORS = ClassName.get(KERNEL, "Factors");
  public static final ClassName ACTIVATION = ClassName.get(KERNEL, "Activation");
  public static final ClassName UNARY = ClassName.get(KERNEL, "Unary");
  public static final ClassName REDUCTION = ClassName.get(KERNEL, "Reduction");
  public static final ClassName DISTRIBUTION = ClassName.get(KERNEL, "Distribution");
  public static final ClassName FLOAT_MATH = ClassName.get(KERNEL, "FloatMath");
  public static final ClassName KERNELS = ClassName.get(KERNEL, "Kernels");
  public static final ClassName TILE_FUNCTION = ClassName.get(KERNEL, "TileFunction");
  public static final ClassName TILE = ClassName.get("dev.netc.runtime.memory", "Tile");
  public static final ClassName VIEW = ClassName.get("dev.netc.runtime.memory", "View");
  public static final ClassName COMPILED_NET = ClassName.get(NET, "CompiledNet");
  public static final ClassName TRAINED_NET = ClassName.get(NET, "TrainedNet");
  public static final ClassName NET_SPEC = ClassName.get(NET, "NetSpec");
  public static final ClassName MEMORY_PLAN = ClassName.get(NET, "MemoryPlan");
  public static final ClassName PHASE = ClassName.get(NET, "Phase");
  public static final ClassName NUMBERS = ClassName.get(NET, "Numbers");
  public static final ClassName INITIALIZER =
      ClassName.get("dev.netc.runtime.random", "Initializer");
  public static final ClassName RANDOM_STATE =
      ClassName.get("dev.netc.runtime.random", "RandomState");
  public static final ClassName FEED = ClassName.get(TRAIN, "Feed");
  public static final ClassName METRIC_SPEC = ClassName.get(TRAIN, "MetricSpec");
  public static final ClassName METRIC_KIND = ClassName.get(TRAIN, "MetricKind");
  public static final ClassName ARRAY = ClassName.get("org.nd4j.linalg.api.ndarray", "INDArray");

  private RuntimeNames() {}
}
