package dev.netc.bench.peers.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.netc.bench.peers.Contestant;
import dev.netc.bench.peers.Images;
import dev.netc.bench.peers.Workload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/** ONNX Runtime, which only predicts; images and answers lie in tensors of its own. */
public final class OnnxContestant {
  private OnnxContestant() {}

  public static void main(String[] args) throws Exception {
    Contestant.serve(args, OnnxContestant::prepare);
  }

  private static Contestant.Step prepare(Workload workload) throws OrtException {
    if (workload.trains()) {
      throw new IllegalArgumentException("ONNX Runtime does not train");
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(Contestant.threads());
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    int size = workload.batch();
    OrtSession session = environment.createSession(OnnxModels.of(workload.model(), size), options);
    OnnxTensor[] images = new OnnxTensor[Images.BATCHES];
    for (int i = 0; i < images.length; i++) {
      FloatBuffer pixels =
          buffer(size * workload.model().pixels()).put(Images.pixels(workload, i)).rewind();
      images[i] =
          OnnxTensor.createTensor(environment, pixels, OnnxModels.shape(workload.model(), size));
    }
    OnnxTensor answer =
        OnnxTensor.createTensor(
            environment, buffer(size * Images.CLASSES), new long[] {size, Images.CLASSES});
    Map<String, OnnxTensor> outputs = Map.of(OnnxModels.OUTPUT, answer);
    return i -> {
      Map<String, OnnxTensor> inputs = Map.of(OnnxModels.INPUT, images[i]);
      session.run(inputs, Set.of(), outputs).close();
    };
  }

  private static FloatBuffer buffer(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
