package dev.netc.runtime.memory;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A run of floats in an {@link Arena}. Reading and writing allocate nothing. A view keeps its
 * arena's memory from the garbage collector, but must not be used once the arena is closed.
 */
public final class View {
  /** A direct buffer has at most {@link Integer#MAX_VALUE} bytes. */
  private static final int MOST_BUFFERED = Integer.MAX_VALUE / Float.BYTES;

  private final Arena arena;
  private final long offset;
  private final int size;
  private final FloatPointer pointer;
  private final FloatBuffer buffer;

  View(Arena arena, long offset, int size, long address) {
    this.arena = arena;
    this.offset = offset;
    this.size = size;
    this.pointer = new PointerAt(address, size);
    this.buffer = size <= MOST_BUFFERED ? bufferOf(pointer, arena.isReal() ? size : 0) : null;
  }

  /**
   * Floats anywhere in native memory as a buffer, which does not keep that memory.
   *
   * @throws IllegalArgumentException if {@code size} is above 2<sup>29</sup> - 1
   */
  public static FloatBuffer bufferAt(long address, long size) {
    if (size > MOST_BUFFERED) {
      throw new IllegalArgumentException(
          "a buffer holds at most %d floats, not %d".formatted(MOST_BUFFERED, size));
    }
    return new PointerAt(address, size).asBuffer();
  }

  private static FloatBuffer bufferOf(FloatPointer pointer, int size) {
    return size == 0 ? FloatBuffer.allocate(0) : pointer.asBuffer();
  }

  /**
   * A pointer with its address in {@code address} and position 0. Native calls that take an untyped
   * pointer count a position in bytes, so a position in floats would lead them astray.
   */
  private static final class PointerAt extends FloatPointer {
    PointerAt(long address, long floats) {
      super((Pointer) null);
      this.address = address;
      this.limit = floats;
      this.capacity = floats;
    }
  }

  /** The arena the floats lie in. */
  public Arena arena() {
    return arena;
  }

  /** The index of the first float in the arena. */
  public long offset() {
    return offset;
  }

  /** How many floats, at most {@link Integer#MAX_VALUE}. */
  public long size() {
    return size;
  }

  /**
   * The floats as a direct buffer in native order; the same buffer on every call, so read and write
   * by index, never by its position.
   *
   * @throws IllegalStateException if the view has more than 2<sup>29</sup> - 1 floats, which no
   *     buffer can hold
   */
  public FloatBuffer buffer() {
    if (buffer == null) {
      throw new IllegalStateException(
          "a buffer holds at most %d floats, this view has %d".formatted(MOST_BUFFERED, size));
    }
    return buffer;
  }

  /** The address of the first float. */
  public long address() {
    return pointer.address();
  }

  /**
   * Points at the first float; the same pointer on every call, so its position must not be moved.
   */
  public FloatPointer pointer() {
    return pointer;
  }

  /**
   * The floats as an INDArray on the same memory, row-major.
   *
   * @param shape its product is the view's size
   */
  public INDArray array(long... shape) {
    INDArray run = arena.array(offset, size);
    return size == 0 ? run : run.reshape('c', shape);
  }

  /** Copies the first floats, as many as {@code into} holds. */
  public void get(float[] into) {
    get(0, into, 0, into.length);
  }

  /** Copies the {@code n} floats from index {@code at} to {@code into[off]} and on. */
  public void get(long at, float[] into, int off, int n) {
    buffer().get(Math.toIntExact(at), into, off, n);
    Reference.reachabilityFence(this);
  }

  /** Copies the {@code n} floats from index {@code at} to a buffer, from index {@code off} on. */
  public void get(long at, FloatBuffer into, int off, int n) {
    into.put(off, buffer(), Math.toIntExact(at), n);
    Reference.reachabilityFence(this);
  }

  /** Overwrites the first floats by all of {@code from}. */
  public void set(float[] from) {
    set(0, from, 0, from.length);
  }

  /** Overwrites the {@code n} floats from index {@code at} by {@code from[off]} and on. */
  public void set(long at, float[] from, int off, int n) {
    buffer().put(Math.toIntExact(at), from, off, n);
    Reference.reachabilityFence(this);
  }

  /** Overwrites the {@code n} floats from index {@code at} by those of another view. */
  public void set(long at, View from, long fromAt, int n) {
    buffer().put(Math.toIntExact(at), from.buffer(), Math.toIntExact(fromAt), n);
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(from);
  }

  /** Overwrites the {@code n} floats from index {@code at} by those of a buffer. */
  public void set(long at, FloatBuffer from, int fromAt, int n) {
    buffer().put(Math.toIntExact(at), from, fromAt, n);
    Reference.reachabilityFence(this);
  }

  /** The float at index {@code i}. */
  public float get(long i) {
    float value = buffer().get(Math.toIntExact(i));
    Reference.reachabilityFence(this);
    return value;
  }

  /** Overwrites the float at index {@code i}. */
  public void set(long i, float v) {
    buffer().put(Math.toIntExact(i), v);
    Reference.reachabilityFence(this);
  }

  @Override
  public String toString() {
    return "View[offset=" + offset + ", size=" + size + "]";
  }
}
