package dev.netc.runtime.kernel;

import java.util.List;

/** A kernel of elements that do not depend on each other, which can be cut into parts. */
interface Divisible extends Kernel {
  /** How many elements it has. */
  int elements();

  /** The elements of a part are a multiple of these, as are those before it. */
  int unit();

  /** The inputs of which it reads one float for each of its elements, in order. */
  List<Footprint.Range> inputs();

  /** The kernel of the elements from one to before another. */
  Kernel part(int from, int to);
}
