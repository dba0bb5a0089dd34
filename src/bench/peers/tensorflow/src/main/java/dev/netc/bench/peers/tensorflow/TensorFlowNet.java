package dev.netc.bench.peers.tensorflow;

import dev.netc.bench.peers.Images;
import dev.netc.bench.peers.Workload;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.random.RandomStandardNormal;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A network as operations of a graph. Images have their channels last, as TensorFlow wants them.
 */
final class TensorFlowNet {
  private final Ops ops;
  private final Workload workload;
  private final List<Variable<TFloat32>> parameters = new ArrayList<>();
  private final List<Op> statistics = new ArrayList<>();
  private long seed;

  TensorFlowNet(Ops ops, Workload workload) {
    this.ops = ops;
    this.workload = workload;
  }

  /** The dimensions of a batch. */
  static Shape shape(Workload workload) {
    Workload.Model model = workload.model();
    return switch (model) {
      case W1, W2 -> Shape.of(workload.batch(), model.pixels());
      case W3, W4, RESNET18 ->
          Shape.of(workload.batch(), model.side(), model.side(), model.channels());
    };
  }

  /** What is trained, once the scores are there. */
  List<Variable<TFloat32>> parameters() {
    return parameters;
  }

  /** What a step of training does beside: it moves the running means of batch normalisation. */
  List<Op> statistics() {
    return statistics;
  }

  /** The scores of a batch's images, before the softmax. */
  Operand<TFloat32> scores(Operand<TFloat32> images) {
    return switch (workload.model()) {
      case W1 -> dense(relu(dense(images, 784, 50)), 50, Images.CLASSES);
      case W2 -> normalized(images);
      case W3 -> {
        Operand<TFloat32> x = flat(halved(conv(images, 5, 1, 30, 0)), 30 * 12 * 12);
        yield dense(relu(dense(x, 30 * 12 * 12, 100)), 100, Images.CLASSES);
      }
      case W4 -> deep(images);
      case RESNET18 -> throw new IllegalArgumentException("not measured with TensorFlow");
    };
  }

  private Operand<TFloat32> normalized(Operand<TFloat32> images) {
    Operand<TFloat32> x = images;
    for (int i = 0; i < 4; i++) {
      x = relu(norm(dense(x, i == 0 ? 784 : 100, 100), 100));
    }
    return dense(x, 100, Images.CLASSES);
  }

  private Operand<TFloat32> deep(Operand<TFloat32> images) {
    Operand<TFloat32> x = conv(conv(images, 3, 1, 16, 1), 3, 16, 16, 1);
    x = conv(conv(halved(x), 3, 16, 32, 1), 3, 32, 32, 2);
    x = conv(conv(halved(x), 3, 32, 64, 1), 3, 64, 64, 1);
    x = relu(dense(flat(halved(x), 64 * 4 * 4), 64 * 4 * 4, 50));
    return dropout(dense(dropout(x), 50, Images.CLASSES));
  }

  private Operand<TFloat32> relu(Operand<TFloat32> x) {
    return ops.nn.relu(x);
  }

  private Operand<TFloat32> dense(Operand<TFloat32> x, int in, int out) {
    return ops.nn.biasAdd(ops.linalg.matMul(x, weights(in, in, out)), parameter(0, out));
  }

  /** Convolution, with ReLU. Padding that TensorFlow has no name for is an operation of its own. */
  private Operand<TFloat32> conv(Operand<TFloat32> x, int side, int in, int out, int padding) {
    boolean same = 2 * padding == side - 1;
    Operand<TFloat32> y =
        ops.nn.conv2d(
            same || padding == 0 ? x : padded(x, padding),
            weights(side * side * in, side, side, in, out),
            List.of(1L, 1L, 1L, 1L),
            same ? "SAME" : "VALID");
    return relu(ops.nn.biasAdd(y, parameter(0, out)));
  }

  private Operand<TFloat32> padded(Operand<TFloat32> x, int by) {
    int[][] borders = {{0, 0}, {by, by}, {by, by}, {0, 0}};
    return ops.pad(x, ops.constant(borders), ops.constant(0f));
  }

  private Operand<TFloat32> halved(Operand<TFloat32> x) {
    Operand<TInt32> window = ops.constant(new int[] {1, 2, 2, 1});
    return ops.nn.maxPool(x, window, window, "VALID");
  }

  private Operand<TFloat32> flat(Operand<TFloat32> x, int size) {
    return ops.reshape(x, ops.constant(new int[] {workload.batch(), size}));
  }

  /** Batch normalisation of training; TensorFlow has a kernel of it for images, here of a pixel. */
  private Operand<TFloat32> norm(Operand<TFloat32> x, int features) {
    int batch = workload.batch();
    Operand<TFloat32> none = ops.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> norm =
        ops.nn.fusedBatchNorm(
            ops.reshape(x, ops.constant(new int[] {batch, 1, 1, features})),
            parameter(1, features),
            parameter(0, features),
            none,
            none,
            FusedBatchNorm.epsilon(1e-5f),
            FusedBatchNorm.isTraining(true));
    statistics.add(average(variable(filled(0, features)), norm.batchMean()));
    statistics.add(average(variable(filled(1, features)), norm.batchVariance()));
    return flat(norm.y(), features);
  }

  private Op average(Variable<TFloat32> running, Operand<TFloat32> value) {
    return ops.assignSub(running, ops.math.mul(ops.math.sub(running, value), ops.constant(0.1f)));
  }

  /** Where it is trained, each number is kept with a chance of a half, and doubled. */
  private Operand<TFloat32> dropout(Operand<TFloat32> x) {
    if (!workload.trains()) {
      return x;
    }
    Operand<TFloat32> chance = ops.random.randomUniform(ops.shape(x), TFloat32.class);
    Operand<TFloat32> kept = ops.math.floor(ops.math.add(chance, ops.constant(0.5f)));
    return ops.math.mul(x, ops.math.mul(kept, ops.constant(2f)));
  }

  /** Normal weights, with the deviation 0.01 or √(2/fanIn). */
  private Operand<TFloat32> weights(int fanIn, int... dims) {
    double deviation =
        switch (workload.model()) {
          case W1, W3 -> 0.01;
          case W2, W4, RESNET18 -> Math.sqrt(2.0 / fanIn);
        };
    Ops first = ops.withInitScope();
    Operand<TFloat32> normal =
        first.random.randomStandardNormal(
            first.constant(dims), TFloat32.class, RandomStandardNormal.seed(++seed));
    return parameter(first.math.mul(normal, first.constant((float) deviation)));
  }

  private Operand<TFloat32> parameter(float value, int size) {
    return parameter(filled(value, size));
  }

  private Operand<TFloat32> parameter(Operand<TFloat32> first) {
    Variable<TFloat32> parameter = variable(first);
    parameters.add(parameter);
    return parameter;
  }

  private Operand<TFloat32> filled(float value, int size) {
    Ops first = ops.withInitScope();
    return first.fill(first.constant(new int[] {size}), first.constant(value));
  }

  private Variable<TFloat32> variable(Operand<TFloat32> first) {
    return ops.variable(first);
  }
}
