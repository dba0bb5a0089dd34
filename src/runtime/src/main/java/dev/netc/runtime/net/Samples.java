package dev.netc.runtime.net;

import dev.netc.runtime.kernel.MovableInput;
import dev.netc.runtime.memory.View;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is given for an input: its values for any number of samples, one after the other. */
interface Samples {
  /** How many values there are. */
  long size();

  /**
   * Gives a net its values for the next run.
   *
   * @param at the index of the first of them
   */
  void give(CompiledNet net, InputSpec input, long at);

  /** Whether some of the values lie where an array has its own. */
  boolean overlap(INDArray other);

  /** Ends what {@link #give} began, after the run. */
  void end(CompiledNet net, InputSpec input);

  /** The values of an array on the heap. */
  static Samples of(float[] values) {
    return new OnHeap(values);
  }

  /**
   * The values of any array, row-major.
   *
   * @throws IllegalArgumentException if it has been closed
   */
  static Samples of(INDArray array) {
    if (array.wasClosed()) {
      throw new IllegalArgumentException("an array that has been closed has no values");
    }
    if (array.isEmpty()) {
      return new OnHeap(new float[0]);
    }
    return isPlain(array) ? new OffHeap(array) : new OnHeap(array.dup('c').data().asFloat());
  }

  /** Whether values lie row by row without gaps, as floats. */
  static boolean isPlain(INDArray array) {
    if (array.wasClosed() || array.isEmpty() || array.dataType() != DataType.FLOAT) {
      return false;
    }
    long distance = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) != 1 && array.stride(axis) != distance) {
        return false;
      }
      distance *= array.size(axis);
    }
    return true;
  }

  /** Where the first value of an array lies. */
  static long addressOf(INDArray array) {
    return array.data().addressPointer().address();
  }

  /** Values that a net copies. */
  record OnHeap(float[] values) implements Samples {
    @Override
    public long size() {
      return values.length;
    }

    @Override
    public void give(CompiledNet net, InputSpec input, long at) {
      net.intake(input.name()).copy(values, Math.toIntExact(at));
    }

    @Override
    public boolean overlap(INDArray other) {
      return false;
    }

    @Override
    public void end(CompiledNet net, InputSpec input) {}
  }

  /** Values in native memory, where a net reads them if its kernels can, and copies them if not. */
  record OffHeap(INDArray array) implements Samples {
    @Override
    public long size() {
      return array.length();
    }

    @Override
    public void give(CompiledNet net, InputSpec input, long at) {
      long address = addressOf(array) + at * Float.BYTES;
      Optional<MovableInput> movable = net.movable(input);
      if (movable.isPresent()) {
        movable.get().moveTo(address);
        net.readElsewhere(input, new Elsewhere(new WeakReference<>(array), at));
      } else {
        net.intake(input.name()).copy(View.bufferAt(address, net.inputView(input).size()));
      }
    }

    @Override
    public boolean overlap(INDArray other) {
      long from = addressOf(array);
      long fromOther = addressOf(other);
      return from < fromOther + other.length() * Float.BYTES
          && fromOther < from + array.length() * Float.BYTES;
    }

    @Override
    public void end(CompiledNet net, InputSpec input) {
      net.movable(input).ifPresent(MovableInput::moveBack);
      Reference.reachabilityFence(array); // Until here the net may read its memory.
    }
  }

  /**
   * Where a net's last run read an input.
   *
   * @param at the index of the first of its values
   */
  record Elsewhere(WeakReference<INDArray> array, long at) {
    /** Copies the values into the net, unless they are no longer there. */
    void bringHome(CompiledNet net, InputSpec input) {
      INDArray values = array.get();
      if (values != null && !values.wasClosed()) {
        long address = addressOf(values) + at * Float.BYTES;
        net.intake(input.name()).copy(View.bufferAt(address, net.inputView(input).size()));
        Reference.reachabilityFence(values);
      }
    }
  }
}
