package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Memory that kernels need only while they run. The kernels of a net run one after the other, hence
 * share it: what one kernel takes, for all its parts, lies apart, and the next one takes the same
 * memory again.
 */
final class Scratch implements AutoCloseable {
  private final boolean isShared;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Arena> kept = new ArrayList<>();
  private Need need;
  private long reserved;

  private static final class Block {
    private final Arena arena;
    private long taken;

    Block(long floats) {
      this.arena = Arena.allocate(floats);
    }

    boolean has(long floats) {
      return arena.size() - taken >= floats;
    }

    View take(long floats) {
      View view = arena.view(taken, floats);
      taken += padded(floats);
      return view;
    }
  }

  /** What kernels would take beyond the blocks that are there. */
  private static final class Need {
    private long ofKernel;
    private long ofLargest;
    private long kept;

    boolean isNothing() {
      return ofLargest == 0 && kept == 0;
    }

    View take(long floats) {
      ofLargest = Math.max(ofLargest, ofKernel + floats);
      ofKernel += padded(floats);
      return Arena.imagined(floats).view();
    }

    View keep(long floats) {
      kept += floats;
      return Arena.imagined(floats).view();
    }
  }

  private Scratch(boolean isShared) {
    this.isShared = isShared;
  }

  /** For kernels that run one after the other. */
  static Scratch shared() {
    return new Scratch(true);
  }

  /** For kernels of which nobody knows when they run: each has memory of its own. */
  static Scratch apart() {
    return new Scratch(false);
  }

  private static long padded(long floats) {
    return (floats + Arena.ALIGNMENT - 1) / Arena.ALIGNMENT * Arena.ALIGNMENT;
  }

  /**
   * What makes kernels, made with one block that is just large enough for all of them.
   *
   * @param making makes the kernels, twice where they need memory that is not there yet: what they
   *     take at first is only counted
   */
  <T> T reserving(Supplier<T> making) {
    if (!isShared) {
      return making.get();
    }
    Need counted = new Need();
    need = counted;
    T made;
    try {
      made = making.get();
    } finally {
      need = null;
    }
    if (counted.ofLargest > 0) {
      blocks.add(new Block(counted.ofLargest));
    }
    reserved += counted.ofLargest + counted.kept;
    return counted.isNothing() ? made : making.get();
  }

  /** Floats that were found to be needed before they were taken. */
  long reservedFloats() {
    return reserved;
  }

  /** What is taken from now on is another kernel's. */
  void nextKernel() {
    blocks.forEach(block -> block.taken = 0);
    if (need != null) {
      need.ofKernel = 0;
    }
  }

  /** Memory that no other kernel writes to. */
  View keep(long floats) {
    if (need != null) {
      return need.keep(floats);
    }
    Arena arena = Arena.allocate(floats);
    if (isShared) {
      kept.add(arena);
    }
    return arena.view();
  }

  /** Memory whose contents nobody knows when the kernel begins, on a boundary of 64 bytes. */
  View take(long floats) {
    if (!isShared) {
      return Arena.allocate(floats).view();
    }
    for (Block block : blocks) {
      if (block.has(floats)) {
        return block.take(floats);
      }
    }
    if (need != null) {
      return need.take(floats);
    }
    Block block = new Block(floats);
    blocks.add(block);
    return block.take(floats);
  }

  /** Gives all memory back; kernels that have any of it must not run any more. */
  @Override
  public void close() {
    blocks.forEach(block -> block.arena.close());
    kept.forEach(Arena::close);
    blocks.clear();
    kept.clear();
  }
}
