package dev.netc.cli.engine;

import dev.netc.compiler.network.InitializerSpec;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.runtime.random.Initializer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * First values of parameters in float64: numbers of the program exactly, random ones as the
 * compiled class draws them.
 */
final class ReferenceParameters {
  private ReferenceParameters() {}

  static Map<String, double[]> initial(List<NetworkParameter> parameters, long seed) {
    Map<String, double[]> values = new LinkedHashMap<>();
    parameters.forEach(p -> values.put(p.name(), initial(p, seed)));
    return values;
  }

  private static double[] initial(NetworkParameter p, long seed) {
    int size = Math.toIntExact(p.shape().size());
    if (p.initializer() instanceof InitializerSpec.Values values) {
      return values.values().clone();
    } else if (p.initializer() instanceof InitializerSpec.Constant constant) {
      double[] same = new double[size];
      Arrays.fill(same, constant.value());
      return same;
    }
    float[] drawn = new float[size];
    int[] shape = p.shape().dims().stream().mapToInt(Integer::intValue).toArray();
    Initializer.Parameter parameter =
        new Initializer.Parameter(p.name(), Math.max(1, p.fanIn()), Math.max(1, p.fanOut()), shape);
    initializer(p.initializer()).fill(seed, parameter, drawn);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = drawn[i];
    }
    return values;
  }

  private static Initializer initializer(InitializerSpec spec) {
    if (spec instanceof InitializerSpec.Zeros) {
      return Initializer.zeros();
    } else if (spec instanceof InitializerSpec.Ones) {
      return Initializer.ones();
    } else if (spec instanceof InitializerSpec.Normal normal) {
      return Initializer.normal(normal.mean(), normal.deviation());
    } else if (spec instanceof InitializerSpec.Uniform uniform) {
      return Initializer.uniform(uniform.low(), uniform.high());
    } else if (spec instanceof InitializerSpec.Xavier) {
      return Initializer.xavier();
    } else if (spec instanceof InitializerSpec.XavierFanIn) {
      return Initializer.xavierFanIn();
    } else if (spec instanceof InitializerSpec.XavierUniform) {
      return Initializer.xavierUniform();
    } else if (spec instanceof InitializerSpec.He) {
      return Initializer.he();
    } else if (spec instanceof InitializerSpec.HeUniform) {
      return Initializer.heUniform();
    } else if (spec instanceof InitializerSpec.Bilinear) {
      return Initializer.bilinear();
    } else if (spec instanceof InitializerSpec.Orthogonal orthogonal) {
      return Initializer.orthogonal(orthogonal.gain());
    }
    throw new IllegalStateException("no initial values by " + spec);
  }
}
