package dev.netc.compiler.check;

import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.diagnostic.Diagnostic;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.TrainStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parameters learn how fast: {@code freeze} and {@code learning_rate * factor for …}. Of
 * several paths that mean a parameter the longest counts, and of equally long ones the last; {@code
 * freeze} is a factor of 0. The paths of {@code start from … except} are checked too.
 */
final class LearningRates {
  private final Evaluator evaluator;
  private final Problems problems;
  private final Declaration.Train train;
  private final Context c;

  LearningRates(Evaluator evaluator, Declaration.Train train, Context c) {
    this.evaluator = evaluator;
    this.problems = evaluator.problems;
    this.train = train;
    this.c = c;
  }

  private record Factor(TrainStatement.Path path, double factor) {}

  /**
   * What training does with a network.
   *
   * @param network with the parameters marked that are frozen
   * @param rates the factors of the others by parameter, where they are not 1
   */
  record Marked(Network network, Map<String, Double> rates) {}

  Marked mark(Network network) {
    List<Factor> factors = factors();
    List<TrainStatement.Path> paths = new ArrayList<>(factors.stream().map(Factor::path).toList());
    for (TrainStatement s : train.statements()) {
      if (s instanceof TrainStatement.StartFrom start) {
        paths.addAll(start.except());
      }
    }
    paths.forEach(path -> checkPath(path, network));
    Map<String, Double> rates = new LinkedHashMap<>();
    List<NetworkParameter> marked = new ArrayList<>();
    for (NetworkParameter p : network.parameters()) {
      double factor = factor(p.name(), factors);
      marked.add(p.withFrozen(factor == 0));
      if (factor != 0 && factor != 1) {
        rates.put(p.name(), factor);
      }
    }
    return new Marked(
        new Network(
            network.name(),
            network.documentation(),
            network.file(),
            network.values(),
            network.inputs(),
            marked,
            network.outputs(),
            network.named()),
        rates);
  }

  private List<Factor> factors() {
    List<Factor> factors = new ArrayList<>();
    for (TrainStatement s : train.statements()) {
      if (s instanceof TrainStatement.Freeze freeze) {
        freeze.paths().forEach(path -> factors.add(new Factor(path, 0)));
      } else if (s instanceof TrainStatement.Rate rate) {
        evaluator
            .number(rate.factor(), c)
            .filter(factor -> isValid(factor, rate))
            .ifPresent(f -> rate.paths().forEach(path -> factors.add(new Factor(path, f))));
      }
    }
    return factors;
  }

  private boolean isValid(double factor, TrainStatement.Rate rate) {
    boolean valid = factor >= 0 && factor < Double.POSITIVE_INFINITY;
    if (!valid) {
      problems.add(
          Code.BAD_RANGE,
          rate.factor().span(),
          "a learning rate is multiplied by 0 or more; 0 freezes");
    }
    return valid;
  }

  private static double factor(String parameter, List<Factor> factors) {
    int longest = -1;
    double factor = 1;
    for (Factor f : factors) {
      int length = f.path().text().length();
      if (isUnder(parameter, f.path().text()) && length >= longest) {
        longest = length;
        factor = f.factor();
      }
    }
    return factor;
  }

  private void checkPath(TrainStatement.Path path, Network network) {
    if (network.parameters().stream().anyMatch(p -> isUnder(p.name(), path.text()))) {
      return;
    }
    List<String> names = network.parameters().stream().map(NetworkParameter::name).toList();
    problems.add(
        Diagnostic.of(
                Code.UNKNOWN_NAME,
                path.span(),
                "no parameter is called '%s'".formatted(path.text()))
            .note(
                "the parameters are "
                    + String.join(", ", names.subList(0, Math.min(8, names.size()))))
            .suggest(Suggestion.nearest(path.text(), names)));
  }

  /** Whether a parameter is the named one or belongs to the named group. */
  static boolean isUnder(String parameter, String path) {
    return parameter.equals(path)
        || parameter.startsWith(path + ".")
        || parameter.startsWith(path + "[");
  }
}
