package dev.netc.bench.peers.tensorflow;

import dev.netc.bench.peers.Contestant;
import dev.netc.bench.peers.Images;
import dev.netc.bench.peers.Workload;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** TensorFlow, by a graph and a session; its batches lie in its own tensors. */
public final class TensorFlowContestant {
  private TensorFlowContestant() {}

  public static void main(String[] args) throws Exception {
    Contestant.serve(args, TensorFlowContestant::prepare);
  }

  private static Contestant.Step prepare(Workload workload) {
    Graph graph = new Graph();
    Ops ops = Ops.create(graph);
    Placeholder<TFloat32> images =
        ops.placeholder(TFloat32.class, Placeholder.shape(TensorFlowNet.shape(workload)));
    TensorFlowNet net = new TensorFlowNet(ops, workload);
    Operand<TFloat32> scores = net.scores(images);
    TFloat32[] pixels = new TFloat32[Images.BATCHES];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          TFloat32.tensorOf(
              TensorFlowNet.shape(workload), DataBuffers.of(Images.pixels(workload, i)));
    }
    if (!workload.trains()) {
      Operand<TFloat32> answers = ops.nn.softmax(scores);
      Session session = session(graph, workload);
      return i -> session.runner().feed(images, pixels[i]).fetch(answers).run().close();
    }
    Shape rows = Shape.of(workload.batch(), Images.CLASSES);
    Placeholder<TFloat32> classes = ops.placeholder(TFloat32.class, Placeholder.shape(rows));
    Operand<TFloat32> losses = ops.nn.softmaxCrossEntropyWithLogits(scores, classes).loss();
    Operand<TFloat32> loss = ops.math.mean(losses, ops.constant(0));
    List<Op> updates = TensorFlowOptimizer.updates(graph, ops, workload.model(), net, loss);
    TFloat32[] labels = new TFloat32[Images.BATCHES];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = TFloat32.tensorOf(rows, DataBuffers.of(labels(workload, i)));
    }
    Session session = session(graph, workload);
    return i -> {
      Session.Runner step =
          session.runner().feed(images, pixels[i]).feed(classes, labels[i]).addTarget(loss);
      updates.forEach(step::addTarget);
      step.run().close();
    };
  }

  /** A row for each image, 1 at its class. */
  private static float[] labels(Workload workload, int batch) {
    float[] classes = Images.labels(workload, batch);
    float[] rows = new float[classes.length * Images.CLASSES];
    for (int i = 0; i < classes.length; i++) {
      rows[i * Images.CLASSES + (int) classes[i]] = 1;
    }
    return rows;
  }

  private static Session session(Graph graph, Workload workload) {
    ConfigProto configuration =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(Contestant.threads())
            .setInterOpParallelismThreads(atOnce(workload))
            .build();
    Session session = new Session(graph, configuration);
    session.initialize();
    return session;
  }

  /** How many operations run at the same time: more than one helps where all of them are small. */
  private static int atOnce(Workload workload) {
    return workload.model() == Workload.Model.W2 ? Contestant.threads() : 1;
  }
}
