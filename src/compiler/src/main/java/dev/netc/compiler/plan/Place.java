package dev.netc.compiler.plan;

/**
 * Where a value lies.
 *
 * @param offset the first float; for each sample where the region scales with the batch
 * @param size floats; for each sample where the region scales with the batch
 */
public record Place(Region region, long offset, long size) {
  /** Floats in 64 bytes: all offsets are multiples, so that values are aligned. */
  public static final int ALIGNMENT = 16;

  /** The next multiple of the alignment. */
  static long aligned(long floats) {
    return Math.addExact(floats, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public String toString() {
    return "%s %d..%d".formatted(region.word(), offset, offset + size);
  }
}
