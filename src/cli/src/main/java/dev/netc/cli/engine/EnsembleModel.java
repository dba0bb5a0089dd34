package dev.netc.cli.engine;

import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.op.primitive.Leaf;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.Tensor;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.train.Feed;
import dev.netc.runtime.train.MetricSpec;
import dev.netc.runtime.train.Model;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.TrainingModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Models of the same net that answer together: every output is the mean of theirs. Loss and metrics
 * are computed from these means, in float64; penalties on weights are left out. It is trained
 * member by member, see {@link EnsembleTraining}.
 */
public final class EnsembleModel implements Model {
  private final TrainSpec train;
  private final List<TrainingModel> members;
  private final Graph figures;

  /**
   * @param members one for each of {@link TrainSpec#members}; closed with this model
   */
  EnsembleModel(TrainSpec train, List<TrainingModel> members) {
    this.train = train;
    this.members = List.copyOf(members);
    this.figures = Lower.figures(train);
  }

  List<TrainingModel> members() {
    return members;
  }

  @Override
  public List<Feed> feeds() {
    return members.get(0).feeds();
  }

  /** Those of all members, as {@code member[0].hidden.weight}. */
  @Override
  public List<ParameterValue> parameters() {
    List<ParameterValue> all = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      String prefix = prefix(i);
      members.get(i).parameters().forEach(p -> all.add(p.renamed(prefix + p.name())));
    }
    return all;
  }

  /** What the names of a member's parameters begin with. */
  static String prefix(int member) {
    return "member[" + member + "].";
  }

  @Override
  public List<MetricSpec> metrics() {
    return members.get(0).metrics();
  }

  @Override
  public boolean maximizes() {
    return train.maximize();
  }

  @Override
  public Map<String, double[]> outputs(Batch batch) {
    Map<String, double[]> means = new LinkedHashMap<>();
    for (TrainingModel member : members) {
      member
          .outputs(batch)
          .forEach(
              (name, values) -> {
                double[] mean = means.computeIfAbsent(name, n -> new double[values.length]);
                for (int i = 0; i < mean.length; i++) {
                  mean[i] += values[i] / members.size();
                }
              });
    }
    return means;
  }

  @Override
  public dev.netc.runtime.train.Evaluation evaluate(Batch batch) {
    Map<String, double[]> outputs = outputs(batch);
    Evaluation evaluation =
        new Evaluation(batch.rows(), new RuntimeRandom(train.settings().seed(), 0));
    Map<Node, Tensor> values =
        Interpreter.run(figures, node -> leaf(node, outputs, batch), evaluation);
    double[][] statistics = new double[metrics().size()][];
    for (int i = 0; i < statistics.length; i++) {
      statistics[i] = values.get(figures.outputs().get(metrics().get(i).name())).data();
    }
    double loss = values.get(figures.outputs().get("loss")).data()[0];
    return new dev.netc.runtime.train.Evaluation(loss, statistics);
  }

  private Tensor leaf(Node node, Map<String, double[]> outputs, Batch batch) {
    String name = ((Leaf.Input) node.op()).name();
    int[] dims = node.type().physicalDims(batch.rows());
    if (name.startsWith(Lower.OUTPUT)) {
      return new Tensor(dims, outputs.get(name.substring(Lower.OUTPUT.length())));
    }
    float[] column = batch.column(train.columns().get(name));
    double[] data = new double[Tensor.size(dims)];
    for (int i = 0; i < data.length; i++) {
      data[i] = column[i];
    }
    return new Tensor(dims, data);
  }

  @Override
  public void close() {
    members.forEach(TrainingModel::close);
  }
}
