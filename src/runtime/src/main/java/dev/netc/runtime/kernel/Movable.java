package dev.netc.runtime.kernel;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/** What a kernel reads, which may lie somewhere else. */
interface Movable {
  /**
   * Has the kernel read it from there from now on.
   *
   * @param address of the first float of the memory for which the reader was asked
   */
  void moveTo(long address);

  /** A kernel that may be told where what it reads lies. */
  interface Reader extends Kernel, Footprint.Known {
    /** What it reads of some memory. */
    List<Movable> within(Footprint.Range memory);

    /** Whether all of some memory that it touches it only reads, and it is movable. */
    boolean onlyReadsWithin(Footprint.Range memory);
  }

  /** A place in native memory that another object keeps. */
  final class Place extends FloatPointer {
    Place(long address) {
      set(address);
    }

    void set(long changed) {
      this.address = changed;
    }
  }
}
