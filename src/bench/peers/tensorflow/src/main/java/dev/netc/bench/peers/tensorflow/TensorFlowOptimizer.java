package dev.netc.bench.peers.tensorflow;

import dev.netc.bench.peers.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** What moves the parameters of a network: gradient descent for the first, Adam for the others. */
final class TensorFlowOptimizer {
  private static final float RATE = 0.1f;
  private static final float ADAM_RATE = 0.001f;
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private TensorFlowOptimizer() {}

  /** All that a step of training has to run. */
  static List<Op> updates(
      Graph graph, Ops ops, Workload.Model model, TensorFlowNet net, Operand<TFloat32> loss) {
    List<Variable<TFloat32>> parameters = net.parameters();
    Output<?>[] by = parameters.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), by);
    // Variables change in place: none may before all gradients are known.
    Ops after = ops.withControlDependencies(new ArrayList<Op>(Arrays.asList(gradients)));
    List<Op> updates = new ArrayList<>(net.statistics());
    if (model == Workload.Model.W1) {
      for (int i = 0; i < gradients.length; i++) {
        Operand<TFloat32> gradient = gradients[i].expect(TFloat32.class);
        updates.add(
            after.train.applyGradientDescent(parameters.get(i), ops.constant(RATE), gradient));
      }
      return updates;
    }
    Variable<TFloat32> power1 = ops.variable(ops.withInitScope().constant(BETA1));
    Variable<TFloat32> power2 = ops.variable(ops.withInitScope().constant(BETA2));
    for (int i = 0; i < gradients.length; i++) {
      updates.add(
          after.train.applyAdam(
              parameters.get(i),
              zeros(ops, gradients[i]),
              zeros(ops, gradients[i]),
              power1,
              power2,
              ops.constant(ADAM_RATE),
              ops.constant(BETA1),
              ops.constant(BETA2),
              ops.constant(EPSILON),
              gradients[i].expect(TFloat32.class)));
    }
    Ops last = ops.withControlDependencies(updates);
    Op next1 = last.assign(power1, last.math.mul(power1, last.constant(BETA1)));
    Op next2 = last.assign(power2, last.math.mul(power2, last.constant(BETA2)));
    updates.add(next1);
    updates.add(next2);
    return updates;
  }

  /** A variable of the size of another value. */
  private static Variable<TFloat32> zeros(Ops ops, Output<?> value) {
    Ops first = ops.withInitScope();
    return ops.variable(first.fill(first.constant(value.shape().asArray()), first.constant(0f)));
  }
}
