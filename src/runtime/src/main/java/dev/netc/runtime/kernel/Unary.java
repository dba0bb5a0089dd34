package dev.netc.runtime.kernel;

/** The functions of one variable that cost enough to have a kernel of their own. */
public enum Unary {
  EXP(FloatMath::exp),
  EXPM1(FloatMath::expm1),
  LOG(FloatMath::log),
  LOG1P(FloatMath::log1p),
  SQRT(FloatMath::sqrt),
  SIN(FloatMath::sin),
  COS(FloatMath::cos),
  TANH(FloatMath::tanh),
  SIGMOID(FloatMath::sigmoid),
  ERF(FloatMath::erf),
  SOFTPLUS(FloatMath::softplus);

  /** A function from float to float; {@link java.util.function} has none. */
  @FunctionalInterface
  interface FloatFunction {
    float apply(float x);
  }

  private final FloatFunction function;

  Unary(FloatFunction function) {
    this.function = function;
  }

  /** The function's value, as {@link FloatMath} computes it. */
  public float apply(float x) {
    return function.apply(x);
  }
}
