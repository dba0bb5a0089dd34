package dev.netc.runtime.memory;

import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A block of float32 memory outside the Java heap, zeroed when allocated: the memory of an
 * INDArray. Its first float lies on a 64-byte boundary (a cache line, and an AVX-512 register).
 *
 * <p>Views and kernels made on an arena must not be used after {@link #close}: they hold addresses.
 */
public final class Arena implements AutoCloseable {
  /** Floats in 64 bytes: a view's offset that is a multiple of this is aligned as the arena is. */
  public static final int ALIGNMENT = 16;

  static {
    NativeLibraries.start();
  }

  private static final AtomicLong TAKEN = new AtomicLong();

  private static final long MOST_FLOATS = Long.MAX_VALUE / Float.BYTES - ALIGNMENT;

  private final INDArray block;
  private final long address;
  private final long skipped;
  private final long size;
  private boolean open = true;
  private boolean announcesChanges;
  private long version;

  /** With addresses from 0 on and no memory. */
  private Arena(long size) {
    this.block = null;
    this.address = 0;
    this.skipped = 0;
    this.size = size;
  }

  private Arena(INDArray block, long size) {
    this.block = block;
    this.size = size;
    Pointer start = block.data().addressPointer();
    long misaligned = start.address() / Float.BYTES % ALIGNMENT;
    this.skipped = (ALIGNMENT - misaligned) % ALIGNMENT;
    this.address = start.address() + skipped * Float.BYTES;
  }

  /**
   * Takes memory for {@code floats} floats, all zero.
   *
   * @param floats how many, 0 or more
   * @throws IllegalArgumentException if {@code floats} is negative or beyond what can be addressed
   * @throws OutOfArenaMemory if there is not enough memory; nothing is taken then
   */
  public static Arena allocate(long floats) {
    if (floats < 0 || floats > MOST_FLOATS) {
      throw new IllegalArgumentException("an arena cannot have " + floats + " floats");
    }
    long padded = floats + ALIGNMENT;
    long bytes = padded * Float.BYTES;
    long available = Pointer.availablePhysicalBytes();
    if (available > 0 && bytes > available) {
      throw new OutOfArenaMemory(bytes, "only %,d are free".formatted(available), null);
    }
    try {
      Arena arena = new Arena(Nd4j.create(DataType.FLOAT, padded), floats);
      TAKEN.addAndGet(bytes);
      return arena;
    } catch (OutOfMemoryError e) {
      throw new OutOfArenaMemory(bytes, "that could not be allocated: " + e.getMessage(), e);
    }
  }

  /**
   * An arena without memory, for kernels that are made to learn what they need and never run.
   *
   * @param floats how many it would have
   */
  public static Arena imagined(long floats) {
    return new Arena(floats);
  }

  /** Whether there is memory. */
  boolean isReal() {
    return block != null;
  }

  /** Bytes of all arenas of this process that have not been closed, scratch of kernels as well. */
  public static long bytesTaken() {
    return TAKEN.get();
  }

  /**
   * Refuses what cannot be had before any part of it is taken.
   *
   * @param what needs it, for the message
   * @param floats all that is needed
   * @throws OutOfArenaMemory if there is not enough memory
   */
  public static void requireFree(String what, double floats) {
    long available = Pointer.availablePhysicalBytes();
    double bytes = floats * Float.BYTES;
    if (floats > MOST_FLOATS || (available > 0 && bytes > available)) {
      throw OutOfArenaMemory.ofAll(what, bytes, available);
    }
  }

  /**
   * An arena for floats that change seldom: whoever changes them says so by {@link #changed}, so
   * that they may be kept in another form in between.
   *
   * @see #allocate
   */
  public static Arena announcingChanges(long floats) {
    Arena arena = allocate(floats);
    arena.announcesChanges = true;
    return arena;
  }

  /** Whether the floats change only where {@link #changed} says so. */
  public boolean announcesChanges() {
    return announcesChanges;
  }

  /** Says that floats have changed. */
  public void changed() {
    version++;
  }

  /** How many changes have been announced. */
  public long version() {
    return version;
  }

  /** Says that floats may change from now on at any time and without a word. */
  public void changesUnannounced() {
    announcesChanges = false;
  }

  /** The arena's floats as an INDArray of shape {@code [size]} on the same memory. */
  public INDArray array() {
    return array(0, size);
  }

  INDArray array(long offset, long count) {
    requireOpen();
    if (count == 0) {
      return Nd4j.empty(DataType.FLOAT);
    }
    long from = skipped + offset;
    return block.get(NDArrayIndex.interval(from, from + count));
  }

  /** How many floats the arena has. */
  public long size() {
    return size;
  }

  /**
   * The floats from {@code offset} to {@code offset + size - 1}.
   *
   * @throws IndexOutOfBoundsException if they do not lie in the arena
   * @throws IllegalArgumentException if {@code size} is above {@link Integer#MAX_VALUE}
   * @throws IllegalStateException if the arena is closed
   */
  public View view(long offset, long size) {
    requireOpen();
    if (offset < 0 || size < 0 || offset > this.size - size) {
      throw new IndexOutOfBoundsException(
          "a view of %d floats at %d does not lie in an arena of %d"
              .formatted(size, offset, this.size));
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a view has at most %d floats, not %d".formatted(Integer.MAX_VALUE, size));
    }
    return new View(this, offset, (int) size, address + offset * Float.BYTES);
  }

  /** All floats, for an arena of at most {@link Integer#MAX_VALUE}. */
  public View view() {
    return view(0, size);
  }

  /** Gives the memory back; closing again does nothing. */
  @Override
  public void close() {
    if (open && isReal()) {
      open = false;
      TAKEN.addAndGet(-(size + ALIGNMENT) * Float.BYTES);
      block.close();
    }
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the arena is closed");
    }
  }
}
