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
    /** Of its operands, those that lie in some memory altogether. */
    List<Movable> within(Footprint.Range memory);

    /**
     * Whether those are all that it touches of that memory, and it only reads them: so that it
     * touches none of it once they are moved.
     */
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
