package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An input of kernels that they can also read where it lies elsewhere, with no copy. Whoever moves
 * it keeps the memory there alive, and moves it back before that memory goes.
 */
public final class MovableInput {
  private final View home;
  private final List<Movable> readers;

  private MovableInput(View home, List<Movable> readers) {
    this.home = home;
    this.readers = readers;
  }

  /**
   * An input of some kernels, or nothing if one of them reads it, or may read it, in a way that is
   * bound to its place.
   *
   * @param results what is read after the kernels have run; the input itself may be among it, and
   *     is bound to its place then
   */
  public static Optional<MovableInput> of(View input, Collection<View> results, Kernel... kernels) {
    Footprint.Range home = Footprint.Range.of(input);
    if (results.stream().map(Footprint.Range::of).anyMatch(home::meets)) {
      return Optional.empty();
    }
    List<Movable> readers = new ArrayList<>();
    for (Kernel kernel : kernels) {
      if (!findReaders(kernel, home, readers)) {
        return Optional.empty();
      }
    }
    return Optional.of(new MovableInput(input, readers));
  }

  /** Adds what reads the input to {@code readers}; whether all that does so is there then. */
  private static boolean findReaders(Kernel kernel, Footprint.Range home, List<Movable> readers) {
    Optional<Footprint> footprint = Footprint.of(kernel);
    if (footprint.isPresent() && !footprint.get().meets(home)) {
      return true;
    }
    if (kernel instanceof Movable.Reader reader) {
      readers.addAll(reader.within(home));
      return reader.onlyReadsWithin(home);
    }
    List<Kernel> parts = Staged.of(kernel).stream().flatMap(List::stream).toList();
    return !parts.equals(List.of(kernel))
        && parts.stream().allMatch(part -> findReaders(part, home, readers));
  }

  /**
   * Has the kernels read the input from somewhere else from now on.
   *
   * @param address of floats in native memory, as many as the input has
   */
  public void moveTo(long address) {
    for (Movable reader : readers) {
      reader.moveTo(address);
    }
  }

  /** Has the kernels read the input in its own place again. */
  public void moveBack() {
    moveTo(home.address());
  }
}
