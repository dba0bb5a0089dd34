package dev.netc.runtime.net;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;

/** What instances of one net for several batch sizes share: all but inputs and activations. */
final class SharedMemory implements AutoCloseable {
  final Arena parameters;
  final Arena constants;
  private final MemoryPlan plan;
  private Arena gradients;
  private Arena nextStates;
  private Arena optimizerState;
  private Arena uniforms;
  private Arena ofLoss;
  private View loss;

  SharedMemory(MemoryPlan plan) {
    this.plan = plan;
    this.parameters = Arena.announcingChanges(plan.parameters());
    this.constants = Arena.announcingChanges(plan.constants());
  }

  // Taken when first asked for: a net that only predicts needs none of these.

  Arena gradients() {
    if (gradients == null) {
      gradients = Arena.allocate(plan.trainable());
    }
    return gradients;
  }

  /** Running statistics after the step that is being made, laid out as they end the parameters. */
  Arena nextStates() {
    if (nextStates == null) {
      nextStates = Arena.allocate(plan.running());
    }
    return nextStates;
  }

  Arena optimizerState() {
    if (optimizerState == null) {
      optimizerState =
          Arena.allocate(Math.multiplyExact(plan.trainable(), (long) plan.optimizerState()));
    }
    return optimizerState;
  }

  /** The optimiser's numbers of a step, for each of so many learning rates. */
  Arena uniforms(int rates) {
    if (uniforms == null) {
      uniforms = Arena.allocate(Math.multiplyExact((long) plan.uniforms(), (long) rates));
    }
    return uniforms;
  }

  /** The loss of the last step: one float. */
  View loss() {
    if (loss == null) {
      ofLoss = Arena.allocate(1);
      loss = ofLoss.view();
    }
    return loss;
  }

  @Override
  public void close() {
    parameters.close();
    constants.close();
    close(gradients);
    close(nextStates);
    close(optimizerState);
    close(uniforms);
    close(ofLoss);
  }

  private static void close(Arena arena) {
    if (arena != null) {
      arena.close();
    }
  }
}
