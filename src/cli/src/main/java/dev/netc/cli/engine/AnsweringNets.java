package dev.netc.cli.engine;

import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.network.Network;
import dev.netc.runtime.net.CompiledNet;
import dev.netc.runtime.train.ParameterValue;
import dev.netc.runtime.train.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The compiled nets whose mean answers: one, or those of the members of an ensemble. */
public record AnsweringNets(List<CompiledNet> nets) implements AutoCloseable {

  /**
   * @param network with the outputs that are wanted
   * @param train that the network is of, if it is of one
   */
  public static AnsweringNets of(
      CompiledNets compiler, Network network, Optional<TrainSpec> train, int batch) {
    List<CompiledNet> nets = new ArrayList<>();
    for (int i = 0; i < train.map(t -> t.settings().ensemble()).orElse(1); i++) {
      nets.add(compiler.make(Lower.net(network), batch, 0));
    }
    return new AnsweringNets(nets);
  }

  /** One of them: they differ in their parameters alone. */
  public CompiledNet first() {
    return nets.get(0);
  }

  /**
   * Sets the parameters of all.
   *
   * @throws dev.netc.runtime.checkpoint.CheckpointException if the file does not fit
   */
  public void load(Path file) {
    List<ParameterValue> parameters = new ArrayList<>();
    for (int i = 0; i < nets.size(); i++) {
      String prefix = nets.size() == 1 ? "" : EnsembleModel.prefix(i);
      nets.get(i).parameters().forEach(p -> parameters.add(p.renamed(prefix + p.name())));
    }
    Weights.load(file, parameters, List.of());
  }

  @Override
  public void close() {
    nets.forEach(CompiledNet::close);
  }
}
