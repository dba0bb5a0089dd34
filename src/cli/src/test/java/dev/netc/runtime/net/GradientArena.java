package dev.netc.runtime.net;

import dev.netc.runtime.memory.View;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Lets tests see the gradients of a net's latest step, which it shows nobody. */
public final class GradientArena {
  private GradientArena() {}

  /** The gradients by the names of their parameters. */
  public static Map<String, double[]> of(TrainedNet net) {
    Map<String, double[]> gradients = new LinkedHashMap<>();
    for (ParameterSpec p : net.spec().parameters()) {
      if (p.kind() == ParameterSpec.Kind.TRAINED) {
        View view = net.shared().gradients().view(p.offset(), p.size());
        double[] values = IntStream.range(0, p.size()).mapToDouble(view::get).toArray();
        gradients.put(p.name(), values);
      }
    }
    return gradients;
  }
}
