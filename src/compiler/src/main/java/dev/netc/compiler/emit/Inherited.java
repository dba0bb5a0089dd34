package dev.netc.compiler.emit;

import java.util.Set;

/** Names that generated classes inherit from the runtime, and which theirs must not take. */
public final class Inherited {
  /** The methods of the runtime's {@code CompiledNet} and {@code TrainedNet}, and of Object. */
  public static final Set<String> METHODS =
      Set.of(
          "array",
          "batch",
          "batched",
          "batchedInput",
          "buildEvaluation",
          "buildInference",
          "buildTraining",
          "clip",
          "clone",
          "close",
          "constant",
          "equals",
          "evaluate",
          "feeds",
          "finalize",
          "firstBadValue",
          "fixed",
          "fixedInput",
          "get",
          "getClass",
          "gradient",
          "hashCode",
          "kernelBytes",
          "learningRate",
          "load",
          "maximizes",
          "metrics",
          "nextState",
          "notify",
          "notifyAll",
          "optimizer",
          "optimizerState",
          "outputs",
          "parameter",
          "parameters",
          "predict",
          "resized",
          "run",
          "save",
          "set",
          "setConstants",
          "setUniforms",
          "spec",
          "step",
          "swapAverages",
          "toString",
          "trainStep",
          "uniform",
          "value",
          "wait",
          "watch");

  private Inherited() {}
}
