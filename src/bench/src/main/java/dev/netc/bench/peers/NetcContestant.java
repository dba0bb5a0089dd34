package dev.netc.bench.peers;

import dev.netc.bench.BenchNets;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.net.TrainedNet;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * netc. A batch to train on, and a single image, is copied in within the time; more images to
 * predict are read in their array; answers are copied to one.
 */
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
    if (size == 1) {
      BenchNets.Predictor predictor = BenchNets.predictor(net);
      return i -> predictor.predict(batches[i].column("image"));
    }
    BenchNets.InPlace predictor = BenchNets.inPlace(net);
    INDArray answers = Nd4j.create(DataType.FLOAT, size, Images.CLASSES);
    INDArray[] images = new INDArray[batches.length];
    for (int i = 0; i < images.length; i++) {
      images[i] = Nd4j.createFromArray(batches[i].column("image"));
    }
    return i -> predictor.predict(images[i], answers);
  }
}
