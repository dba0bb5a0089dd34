package dev.netc.runtime.net;

import dev.netc.runtime.memory.View;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Inputs for any number of samples, run through a net in batches, and these in portions. */
final class Prediction {
  private final CompiledNet net;
  private final InputSpec[] inputs;
  private final Samples[] samples;
  private final int rows;

  /**
   * @throws IllegalArgumentException if the values are no whole number of samples, or the inputs
   *     disagree about it
   */
  Prediction(CompiledNet net, String[] names, Samples[] samples) {
    this.net = net;
    this.samples = samples;
    this.inputs = new InputSpec[names.length];
    int rows = 0;
    for (int i = 0; i < names.length; i++) {
      inputs[i] = net.spec().input(names[i]);
      if (inputs[i].tensor().batched()) {
        rows = rowsOf(i, rows);
      } else if (samples[i].size() != inputs[i].tensor().size()) {
        throw wrongSize(i);
      }
    }
    this.rows = rows == 0 ? net.batch() : rows;
  }

  private int rowsOf(int i, int known) {
    int size = inputs[i].tensor().size();
    int given = (int) Math.min(Integer.MAX_VALUE, samples[i].size() / size);
    if (given == 0 || samples[i].size() % size != 0 || (known != 0 && known != given)) {
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
                samples[i].size()));
  }

  /** The output's values for all samples, one after the other. */
  float[] of(String output) {
    TensorSpec tensor = net.spec().output(output);
    float[] values = new float[Math.toIntExact(tensor.size(rows))];
    run(tensor, FloatBuffer.wrap(values));
    return values;
  }

  /** The same as an array with the output's dimensions for all samples. */
  INDArray arrayOf(String output) {
    long[] dims = net.spec().output(output).dims(rows);
    return into(Nd4j.createUninitialized(DataType.FLOAT, dims, 'c'), output);
  }

  /**
   * The same into an array.
   *
   * @return the array
   * @throws IllegalArgumentException if the array has another size, does not have its numbers as
   *     floats row by row, or overlaps an input
   */
  INDArray into(INDArray array, String output) {
    TensorSpec tensor = net.spec().output(output);
    long size = tensor.size(rows);
    if (array.length() != size || !Samples.isPlain(array)) {
      throw new IllegalArgumentException(
          "%s has %d values for %d samples, which need an array of as many floats, row by row"
              .formatted(output, size, rows));
    }
    for (int i = 0; i < samples.length; i++) {
      if (samples[i].overlap(array)) {
        throw new IllegalArgumentException(
            "%s cannot be written where input %s lies".formatted(output, inputs[i].name()));
      }
    }
    run(tensor, View.bufferAt(Samples.addressOf(array), size));
    Reference.reachabilityFence(array);
    return array;
  }

  private void run(TensorSpec output, FloatBuffer values) {
    for (int at = 0; at < rows; at += net.batch()) {
      int start = at;
      int n = Math.min(net.batch(), rows - at);
      net.portions().run(n, (sized, first) -> predict(sized, start + first, output, values));
    }
  }

  private void predict(CompiledNet sized, int at, TensorSpec output, FloatBuffer result) {
    Phase inference = sized.inference();
    try {
      for (int i = 0; i < inputs.length; i++) {
        TensorSpec tensor = inputs[i].tensor();
        samples[i].give(sized, inputs[i], tensor.batched() ? (long) at * tensor.size() : 0);
      }
      inference.run();
    } finally {
      for (int i = 0; i < inputs.length; i++) {
        samples[i].end(sized, inputs[i]);
      }
    }
    View values = CompiledNet.output(inference, output.name());
    int start = output.batched() ? at * output.size() : 0;
    values.get(0, result, start, (int) output.size(sized.batch()));
  }
}
