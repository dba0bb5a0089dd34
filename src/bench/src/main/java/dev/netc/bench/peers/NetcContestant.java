package dev.netc.bench.peers;

import dev.netc.bench.BenchNets;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.util.Map;

/** netc; a batch is copied in within the time, a prediction copied out. */
public final class NetcContestant {
  private NetcContestant() {}

  public static void main(String[] args) throws Exception {
    Contestant.serve(args, NetcContestant::prepare);
  }

  private static Contestant.Step prepare(Workload workload) {
    String program =
        switch (workload.model()) {
          case W1 -> "two_layer";
          case W2 -> "five_layer_norm";
          case W3 -> "simple_conv";
          case W4 -> "deep_conv";
          case RESNET18 -> "resnet18";
        };
    int size = workload.batch();
    TrainedNet net = BenchNets.compile(program, size, Kernels.best());
    Batch[] batches = new Batch[Images.BATCHES];
    for (int i = 0; i < batches.length; i++) {
      batches[i] =
          new Batch(
              size,
              Map.of("image", Images.pixels(workload, i), "label", Images.labels(workload, i)));
    }
    if (workload.trains()) {
      double rate = BenchNets.learningRate(program);
      long[] step = {0};
      return i -> net.step(batches[i], rate, ++step[0]);
    }
    BenchNets.Predictor predictor = BenchNets.predictor(net);
    return i -> predictor.predict(batches[i].column("image"));
  }
}
