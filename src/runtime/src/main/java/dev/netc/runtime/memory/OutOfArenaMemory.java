package dev.netc.runtime.memory;

/**
 * An arena wants more memory than there is. The message names the bytes wanted and what there is.
 */
public final class OutOfArenaMemory extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final double GIB = 1L << 30;

  private final long bytesWanted;

  OutOfArenaMemory(long bytesWanted, String obstacle, Throwable cause) {
    super("an arena of %,d bytes is wanted, but %s".formatted(bytesWanted, obstacle), cause);
    this.bytesWanted = bytesWanted;
  }

  private OutOfArenaMemory(String message) {
    super(message);
    this.bytesWanted = 0;
  }

  /** All that something needs, which is more than there is: nothing was taken. */
  static OutOfArenaMemory ofAll(String what, double bytes, long available) {
    return new OutOfArenaMemory(
        "%s needs %.1f GiB of memory, but only %.1f GiB are free"
            .formatted(what, bytes / GIB, available / GIB));
  }

  /** The bytes the arena needs, alignment included. */
  public long bytesWanted() {
    return bytesWanted;
  }
}
