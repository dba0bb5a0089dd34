package dev.netc.runtime.net;

/**
 * How many floats each arena of a net has. Batched values lie at offsets that are multiplied by the
 * batch, so one plan serves every batch size.
 *
 * @param trainable floats of the parameters that training changes; they come first in their arena
 * @param running floats of the statistics that steps bring up to date; they come last
 * @param parameters floats of all parameters
 * @param constants floats of the constants
 * @param inputsPerSample floats of the batched inputs, for each sample
 * @param inputs floats of the other inputs
 * @param activationsPerSample floats of the batched activations, for each sample
 * @param activations floats of the other activations
 * @param optimizerState tensors of optimiser state for each parameter
 * @param uniforms numbers that the optimiser gets anew for each step
 */
public record MemoryPlan(
    long trainable,
    long running,
    long parameters,
    long constants,
    long inputsPerSample,
    long inputs,
    long activationsPerSample,
    long activations,
    int optimizerState,
    int uniforms) {

  /** Floats of all arenas for a batch, those of training included; beyond a long's range too. */
  double allFloats(int batch) {
    double training = uniforms == 0 ? 0 : running + trainable * (1.0 + optimizerState);
    double values =
        inputs + activations + (double) batch * ((double) inputsPerSample + activationsPerSample);
    return parameters + constants + values + training;
  }

  /** Floats of the input arena for a batch. */
  long inputFloats(int batch) {
    return Math.addExact(Math.multiplyExact(inputsPerSample, batch), inputs);
  }

  /** Floats of the activation arena for a batch. */
  long activationFloats(int batch) {
    return Math.addExact(Math.multiplyExact(activationsPerSample, batch), activations);
  }
}
