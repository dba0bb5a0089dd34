package dev.netc.runtime.memory;

/**
 * An arena wants more memory than there is. The message names the bytes wanted and what there is.
 */
public final class OutOfArenaMemory extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long bytesWanted;

  OutOfArenaMemory(long bytesWanted, String obstacle, Throwable cause) {
    super("an arena of %,d bytes is wanted, but %s".formatted(bytesWanted, obstacle), cause);
    this.bytesWanted = bytesWanted;
  }

  /** The bytes the arena needs, alignment included. */
  public long bytesWanted() {
    return bytesWanted;
  }
}
