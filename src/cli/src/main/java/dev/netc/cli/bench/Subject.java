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
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.data.BatchLoader;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.net.CompiledNet;
import dev.netc.runtime.net.InputSpec;
import dev.netc.runtime.net.KernelWatch.Work;
import dev.netc.runtime.net.TensorSpec;
import dev.netc.runtime.net.TrainedNet;
import dev.netc.runtime.random.CounterRandom;
import dev.netc.runtime.train.Feed;
import dev.netc.runtime.train.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is measured: a net at work, with all that is known about its kernels. */
public final class Subject implements AutoCloseable {
  final String kind;
  final String name;
  final int batch;
  final Work work;
  final Plan plan;
  final List<EmittedKernel> kernels;
  final Optional<KernelRow> update;
  final KernelClocks clocks = new KernelClocks();
  private final CompiledNet net;
  private final long takenBefore;
  private Runnable step;
  private Optional<BatchLoader> loader = Optional.empty();

  private Subject(
      String kind, Lowered lowered, CompiledNets nets, int batch, long seed, Work work) {
    this.kind = kind;
    this.name = lowered.name();
    this.batch = batch;
    this.work = work;
    plan = Backend.compile(lowered, "").plan();
    kernels = Emitter.kernels(work == Work.TRAINING ? plan.train().orElseThrow() : plan.infer());
    update = lowered.training().map(training -> update(UpdateRule.of(training.optimizer()), plan));
    takenBefore = Arena.bytesTaken();
    net = nets.make(lowered, batch, seed);
    net.watch(clocks);
  }

  /**
   * The steps of a training, each on the next batch of its data, as {@code netc train} makes them.
   *
   * @throws CommandFailure if the training does not run on kernels
   */
  public static Subject of(TrainSpec train, Optional<DataSet> data, CompiledNets nets) {
    if (train.settings().float64()) {
      throw CommandFailure.wrong(
          "%s computes in float64: it runs no kernels that could be timed".formatted(train.name()),
          "take  precision float64  out of it, or  gradients numeric");
    }
    int rows = data.map(d -> d.split(DataSet.TRAIN).rows()).orElse(Integer.MAX_VALUE);
    int batch = Math.min(train.settings().batch(), rows);
    long seed = train.settings().seed();
    Subject subject = new Subject("train", Lower.train(train), nets, batch, seed, Work.TRAINING);
    subject.train(train, data);
    return subject;
  }

  /** Predictions of a net for batches of a size. */
  public static Subject of(Network network, int batch, CompiledNets nets) {
    Subject subject = new Subject("net", Lower.net(network), nets, batch, 0, Work.INFERENCE);
    subject.predict();
    return subject;
  }

  private static KernelRow update(UpdateRule rule, Plan plan) {
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

  private void train(TrainSpec train, Optional<DataSet> data) {
    TrainedNet model = (TrainedNet) net;
    double rate = train.optimizer().setting("lr");
    long seed = train.settings().seed();
    List<String> columns = model.feeds().stream().map(Feed::column).distinct().toList();
    loader =
        data.map(
            set ->
                BatchLoader.varied(
                    set.split(DataSet.TRAIN),
                    columns,
                    batch,
                    (train.settings().replacement() ? Sampling.WITH_REPLACEMENT : Sampling.SHUFFLED)
                        .order(seed),
                    seed));
    Batch nothing = new Batch(1, Map.of());
    long[] steps = {0};
    step =
        () -> {
          Batch next = loader.isPresent() ? full(loader.get()) : nothing;
          double loss = model.step(next, rate, ++steps[0]);
          if (!Double.isFinite(loss)) {
            throw CommandFailure.wrong(
                "the loss of %s is %s in step %,d: such a step updates nothing"
                    .formatted(name, loss, steps[0]),
                "take a smaller learning rate");
          }
        };
  }

  /** The next batch that is not the smaller one at the end of an epoch. */
  private Batch full(BatchLoader from) {
    Batch next = from.take();
    while (next.rows() < batch) {
      next = from.take();
    }
    return next;
  }

  /** Inputs of zeros and ones, which are indices as well, copied in; outputs copied out. */
  private void predict() {
    List<float[]> inputs = new ArrayList<>();
    List<float[]> outputs = new ArrayList<>();
    List<InputSpec> in = net.spec().inputs();
    List<TensorSpec> out = net.spec().outputs();
    for (InputSpec input : in) {
      float[] values = new float[Math.toIntExact(input.tensor().size(batch))];
      for (int i = 0; i < values.length; i++) {
        values[i] = CounterRandom.below(2, 1, inputs.size(), 0, i);
      }
      inputs.add(values);
    }
    out.forEach(output -> outputs.add(new float[Math.toIntExact(output.size(batch))]));
    step =
        () -> {
          for (int i = 0; i < in.size(); i++) {
            net.set(in.get(i).tensor().name(), inputs.get(i));
          }
          net.run();
          for (int i = 0; i < out.size(); i++) {
            net.get(out.get(i).name(), outputs.get(i));
          }
        };
  }

  /** Does all of its work once. */
  void run() {
    step.run();
  }

  /** Bytes of all values, by the plan, and what the kernels were found to need beside them. */
  long planned() {
    return plan.peakBytes(batch) + scratch();
  }

  /** Bytes that the kernels were found to need beside the values, before they took any. */
  long scratch() {
    return net.kernelBytes();
  }

  /** Bytes that net and kernels have taken so far. */
  long taken() {
    return Arena.bytesTaken() - takenBefore;
  }

  @Override
  public void close() {
    loader.ifPresent(BatchLoader::close);
    net.close();
  }
}
