package dev.netc.cli.bench;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.emit.EmittedKernel;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.data.BatchLoader;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.net.CompiledNet;
import dev.netc.runtime.net.InputSpec;
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
  final Task task;
  final List<EmittedKernel> kernels;
  final KernelClocks clocks = new KernelClocks();
  private final CompiledNet net;
  private final long takenBefore;
  private Runnable step;
  private Optional<BatchLoader> loader = Optional.empty();

  /** The net of a task, in memory. */
  Subject(Task task, CompiledNets nets) {
    this.task = task;
    kernels = task.kernels();
    takenBefore = Arena.bytesTaken();
    net = nets.make(task.lowered(), task.batch(), task.seed());
    net.watch(clocks);
    task.train().ifPresentOrElse(this::train, this::predict);
  }

  private void train(TrainSpec train) {
    TrainedNet model = (TrainedNet) net;
    double rate = train.optimizer().setting("lr");
    long seed = train.settings().seed();
    List<String> columns = model.feeds().stream().map(Feed::column).distinct().toList();
    loader =
        task.data()
            .map(
                set ->
                    BatchLoader.varied(
                        set.split(DataSet.TRAIN),
                        columns,
                        task.batch(),
                        (train.settings().replacement()
                                ? Sampling.WITH_REPLACEMENT
                                : Sampling.SHUFFLED)
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
                    .formatted(task.name(), loss, steps[0]),
                "take a smaller learning rate");
          }
        };
  }

  /** The next batch that is not the smaller one at the end of an epoch. */
  private Batch full(BatchLoader from) {
    Batch next = from.take();
    while (next.rows() < task.batch()) {
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
      float[] values = new float[Math.toIntExact(input.tensor().size(task.batch()))];
      for (int i = 0; i < values.length; i++) {
        values[i] = CounterRandom.below(2, 1, inputs.size(), 0, i);
      }
      inputs.add(values);
    }
    out.forEach(output -> outputs.add(new float[Math.toIntExact(output.size(task.batch()))]));
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
    return task.plan().peakBytes(task.batch()) + scratch();
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
