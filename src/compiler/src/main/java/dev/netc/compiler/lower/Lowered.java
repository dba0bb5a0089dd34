package dev.netc.compiler.lower;

import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.network.NetworkParameter;
import dev.netc.compiler.network.Precision;
import dev.netc.compiler.op.optimizer.OptimizerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A network as graphs, before rewriting: what becomes one generated class.
 *
 * @param name the net's or train's name, as the user wrote it
 * @param documentation its {@code ///} comment
 * @param file the name of the source file
 * @param inputs everything that is fed, in the order of declaration
 * @param parameters in the order of declaration
 * @param infer the results for given inputs, by output name; dropout is off
 * @param evaluate "loss" and the additive statistics of each metric by its name, if it is trained
 * @param training the training step, if it is trained
 * @param columns for each input the data column that feeds it, if it is trained on data
 */
public record Lowered(
    String name,
    String documentation,
    String file,
    List<NetworkInput> inputs,
    List<NetworkParameter> parameters,
    Graph infer,
    Optional<Graph> evaluate,
    Optional<Training> training,
    List<Metric> metrics,
    Map<String, String> columns) {

  /**
   * One training step.
   *
   * @param graph returns "loss", for each parameter that is trained its gradient under {@link
   *     #gradientName}, and for each running statistic its next value under {@link #stateName}
   * @param rates what the learning rate of some parameters is multiplied by
   * @param maxNorms the parameters whose units have a longest norm
   * @param clip largest allowed Euclidean norm of all gradients together
   * @param maximize whether the loss is climbed, not descended; the gradients are already negated
   */
  public record Training(
      Graph graph,
      OptimizerSpec optimizer,
      Map<String, Double> rates,
      List<MaxNorm> maxNorms,
      OptionalDouble clip,
      boolean maximize,
      Precision precision) {

    /** One learning rate for all, no longest norms, and float32. */
    public Training(Graph graph, OptimizerSpec optimizer, OptionalDouble clip, boolean maximize) {
      this(graph, optimizer, Map.of(), List.of(), clip, maximize, Precision.FLOAT32);
    }

    /** The name under which a parameter's gradient is returned. */
    public static String gradientName(String parameter) {
      return "gradient of " + parameter;
    }

    /** The name under which a running statistic's value after the step is returned. */
    public static String stateName(String parameter) {
      return "state of " + parameter;
    }

    /** Whether a result of this name is a parameter's gradient or a statistic's next value. */
    public static boolean isOfParameter(String result) {
      return result.startsWith(gradientName("")) || result.startsWith(stateName(""));
    }
  }

  /**
   * A quantity that is reported. Its statistics are summed over the samples of all batches.
   *
   * @param kind how the figure is made of the sums: MEAN, PRECISION, RECALL or CONFUSION
   * @param size the number of statistics: 1, or classes² of a confusion matrix
   */
  public record Metric(String name, String kind, int size) {}
}
