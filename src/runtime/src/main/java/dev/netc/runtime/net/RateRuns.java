package dev.netc.runtime.net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs of the parameter arena whose learning rate has the same factor.
 *
 * @param factors the different factors
 * @param runs together all that is trained, in order
 */
record RateRuns(double[] factors, List<Run> runs) {
  /**
   * @param from the first float
   * @param to the first float behind it
   * @param factor its position among the factors
   */
  record Run(long from, long to, int factor) {}

  static RateRuns of(NetSpec spec) {
    List<ParameterSpec> trained =
        spec.parameters().stream()
            .filter(p -> p.offset() < spec.memory().trainable())
            .sorted(Comparator.comparingLong(ParameterSpec::offset))
            .toList();
    double[] factors = trained.stream().mapToDouble(p -> factor(spec, p)).distinct().toArray();
    List<Run> runs = new ArrayList<>();
    for (int first = 0; first < trained.size(); ) {
      double factor = factor(spec, trained.get(first));
      int next = first + 1;
      while (next < trained.size() && factor(spec, trained.get(next)) == factor) {
        next++;
      }
      long to = next < trained.size() ? trained.get(next).offset() : spec.memory().trainable();
      runs.add(new Run(trained.get(first).offset(), to, indexOf(factors, factor)));
      first = next;
    }
    return new RateRuns(factors, runs);
  }

  private static double factor(NetSpec spec, ParameterSpec parameter) {
    return spec.rates().getOrDefault(parameter.name(), 1.0);
  }

  private static int indexOf(double[] factors, double factor) {
    int index = 0;
    while (factors[index] != factor) {
      index++;
    }
    return index;
  }
}
