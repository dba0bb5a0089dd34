package dev.netc.bench;

import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.engine.Trainings;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.train.Trainer;
import dev.netc.runtime.train.TrainingListener;
import dev.netc.runtime.train.TrainingModel;
import java.util.Optional;

/**
 * Prints the speed of the whole training loop, as {@code netc train} runs it: batches gathered from
 * the digits in memory by a thread of their own, the step, the loss written down.
 *
 * <p>Arguments: the program, {@code two_layer}, {@code five_layer} or {@code five_layer_norm}; the
 * kernels, {@code onednn} or {@code portable}.
 */
public final class TrainingLoop {
  private TrainingLoop() {}

  /** Trains a program for its epochs. */
  public static void main(String[] args) {
    String name = args.length > 0 ? args[0] : "two_layer";
    Kernels set = Kernels.named(args.length > 1 ? args[1] : "auto");
    LoadedProgram program = BenchNets.program(name);
    TrainSpec train = BenchNets.training(program);
    try (CompiledNets nets = new CompiledNets(set)) {
      DataSets data = new DataSets(program.dataPath());
      Trainings trainings = new Trainings(nets, data, program.dataPath());
      Optional<DataSet> images = trainings.data(train);
      for (int run = 0; run < 3; run++) {
        try (TrainingModel model = (TrainingModel) trainings.model(train)) {
          Clock clock = new Clock();
          new Trainer(model, images, trainings.options(train).build(), clock).run();
          System.out.printf("%.0f steps/s%n", clock.stepsPerSecond());
        }
      }
    }
  }

  /** Takes the time from a step by which the data is drawn and the code is compiled, to the end. */
  private static final class Clock implements TrainingListener {
    private static final int WARM_UP = 2000;

    private long start;
    private long end;
    private long steps;

    @Override
    public void onStep(long step, long epoch, int rows, double rate, double loss) {
      if (step == WARM_UP) {
        start = System.nanoTime();
      }
      end = System.nanoTime();
      steps = step - WARM_UP;
    }

    double stepsPerSecond() {
      return steps / ((end - start) / 1e9);
    }
  }
}
