package dev.netc.cli.bench;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.compiler.Backend;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.emit.EmittedKernel;
import dev.netc.compiler.emit.Emitter;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.op.optimizer.UpdateRule;
import dev.netc.compiler.plan.Plan;
import dev.netc.compiler.plan.Plan.ArenaSize;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.net.KernelWatch.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be measured: the steps of a training or the predictions of a net, for batches of one
 * size. All is known of it that is known before memory is taken.
 *
 * @param batch samples of a step or prediction
 * @param parameters numbers in all parameters of the net
 * @param train the training; empty for predictions
 * @param data what the training learns from, if anything
 */
public record Task(
    Lowered lowered,
    Plan plan,
    int batch,
    long parameters,
    Optional<TrainSpec> train,
    Optional<DataSet> data) {

  /**
   * The steps of a training, each on the next batch of its data, as {@code netc train} makes them.
   *
   * @param batches their sizes; that of the training, or all of the data where that is less, if
   *     there are none
   * @return a task for each size
   * @throws CommandFailure if the training does not run on kernels, or its data do not fill a batch
   */
  public static List<Task> of(TrainSpec train, List<Integer> batches, Optional<DataSet> data) {
    if (train.settings().float64()) {
      throw CommandFailure.wrong(
          "%s computes in float64: it runs no kernels that could be timed".formatted(train.name()),
          "take  precision float64  out of it, or  gradients numeric");
    }
    batches.forEach(batch -> requireRows(train, batch, data));
    int rows = data.map(Task::rows).orElse(Integer.MAX_VALUE);
    int own = Math.min(train.settings().batch(), rows);
    Lowered lowered = Lower.train(train);
    Plan plan = Backend.compile(lowered, "").plan();
    long parameters = train.network().parameterCount();
    List<Task> tasks = new ArrayList<>();
    for (int batch : batches.isEmpty() ? List.of(own) : batches) {
      tasks.add(new Task(lowered, plan, batch, parameters, Optional.of(train), data));
    }
    return tasks;
  }

  private static int rows(DataSet data) {
    return data.split(DataSet.TRAIN).rows();
  }

  private static void requireRows(TrainSpec train, int batch, Optional<DataSet> data) {
    if (data.isEmpty()) {
      throw CommandFailure.usage(
          "%s learns from no data: its steps have no batch".formatted(train.name()),
          "leave --batch out");
    }
    if (batch > rows(data.get())) {
      throw CommandFailure.usage(
          "%s learns from %,d rows: they fill no batch of %,d"
              .formatted(train.name(), rows(data.get()), batch),
          "take a smaller one");
    }
  }

  /**
   * Predictions of a net.
   *
   * @param batches the sizes of batches; 1 if there are none
   * @return a task for each size
   */
  public static List<Task> of(Network network, List<Integer> batches) {
    Lowered lowered = Lower.net(network);
    Plan plan = Backend.compile(lowered, "").plan();
    long parameters = network.parameterCount();
    List<Task> tasks = new ArrayList<>();
    for (int batch : batches.isEmpty() ? List.of(1) : batches) {
      tasks.add(new Task(lowered, plan, batch, parameters, Optional.empty(), Optional.empty()));
    }
    return tasks;
  }

  /**
   * Refuses what there is not enough memory for.
   *
   * @throws dev.netc.runtime.memory.OutOfArenaMemory if more is planned than is free
   */
  public void requireMemory() {
    double floats = 0;
    for (ArenaSize arena : plan.arenas()) {
      floats += (double) arena.perSample() * batch + arena.fixed();
    }
    Arena.requireFree("%s with a batch of %,d".formatted(name(), batch), floats);
  }

  /** Takes the memory, and makes the net. */
  public Subject start(CompiledNets nets) {
    return new Subject(this, nets);
  }

  /** {@code train} or {@code net}. */
  public String kind() {
    return train.isPresent() ? "train" : "net";
  }

  /** The name of the training or net. */
  public String name() {
    return lowered.name();
  }

  /** Of the first values of parameters. */
  long seed() {
    return train.map(t -> t.settings().seed()).orElse(0L);
  }

  Work work() {
    return train.isPresent() ? Work.TRAINING : Work.INFERENCE;
  }

  /** The kernels that are run each time. */
  List<EmittedKernel> kernels() {
    return Emitter.kernels(train.isPresent() ? plan.train().orElseThrow() : plan.infer());
  }

  /** The operation that changes the parameters of a training, without its kernels and times. */
  Optional<KernelRow> update() {
    return lowered.training().map(training -> update(UpdateRule.of(training.optimizer())));
  }

  private KernelRow update(UpdateRule rule) {
    long state = rule.state().size();
    return new KernelRow(
        rule.graph().name(),
        "parameters",
        "",
        0,
        0,
        0,
        rule.graph().cost().total(plan.trainable()),
        // Weight and state are read and written, the gradient is read.
        (3 + 2 * state) * plan.trainable() * Float.BYTES);
  }

  /** Floating-point operations of a step or prediction. */
  public long flops() {
    long flops = update().map(KernelRow::flops).orElse(0L);
    for (EmittedKernel kernel : kernels()) {
      flops += kernel.isFirst() ? kernel.flops().total(batch) : 0;
    }
    return flops;
  }
}
