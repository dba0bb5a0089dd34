package dev.netc.runtime.net;

import dev.netc.runtime.memory.View;

/** Inputs for any number of samples, run through a net in batches, and these in portions. */
final class Prediction {
  private final CompiledNet net;
  private final InputSpec[] inputs;
  private final float[][] values;
  private final int rows;

  /**
   * @throws IllegalArgumentException if the values are no whole number of samples, or the inputs
   *     disagree about it
   */
  Prediction(CompiledNet net, String[] names, float[][] values) {
    this.net = net;
    this.values = values;
    this.inputs = new InputSpec[names.length];
    int samples = 0;
    for (int i = 0; i < names.length; i++) {
      inputs[i] = net.spec().input(names[i]);
      if (inputs[i].tensor().batched()) {
        samples = rowsOf(i, samples);
      } else if (values[i].length != inputs[i].tensor().size()) {
        throw wrongSize(i);
      }
    }
    this.rows = samples == 0 ? net.batch() : samples;
  }

  private int rowsOf(int i, int known) {
    int size = inputs[i].tensor().size();
    int given = values[i].length / size;
    if (given == 0 || values[i].length % size != 0 || (known != 0 && known != given)) {
      throw wrongSize(i);
    }
    return given;
  }

  private IllegalArgumentException wrongSize(int i) {
    return new IllegalArgumentException(
        "%s takes %d values%s, not %d in all"
            .formatted(
                inputs[i].name(),
                inputs[i].tensor().size(),
                inputs[i].tensor().batched()
                    ? " for each sample, as many samples as the other inputs"
                    : "",
                values[i].length));
  }

  /** The output's values for all samples, one after the other. */
  float[] of(String output) {
    TensorSpec tensor = net.spec().output(output);
    float[] result = new float[Math.toIntExact(tensor.size(rows))];
    for (int at = 0; at < rows; at += net.batch()) {
      int start = at;
      int n = Math.min(net.batch(), rows - at);
      net.portions().run(n, (sized, first) -> predict(sized, start + first, tensor, result));
    }
    return result;
  }

  private void predict(CompiledNet sized, int at, TensorSpec output, float[] result) {
    feed(sized, at);
    Phase inference = sized.inference();
    inference.run();
    View values = CompiledNet.output(inference, output.name());
    int start = output.batched() ? at * output.size() : 0;
    values.get(0, result, start, (int) output.size(sized.batch()));
  }

  /** The dimensions of an output for all samples. */
  long[] dims(String output) {
    return net.spec().output(output).dims(rows);
  }

  private void feed(CompiledNet sized, int at) {
    for (int i = 0; i < inputs.length; i++) {
      TensorSpec tensor = inputs[i].tensor();
      int first = tensor.batched() ? at * tensor.size() : 0;
      sized.intake(tensor.name()).copy(values[i], first);
    }
  }
}
