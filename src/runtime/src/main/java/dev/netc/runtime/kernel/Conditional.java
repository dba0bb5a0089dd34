package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.List;
import java.util.Optional;

/** A kernel that does nothing where a number that others compute is infinite or NaN. */
public class Conditional implements Kernel, Staged, Footprint.Known {
  final View number;
  private final Kernel kernel;

  private Conditional(View number, Kernel kernel) {
    this.number = number;
    this.kernel = kernel;
  }

  /**
   * A kernel that does as another one where a number is finite.
   *
   * @param number a view of one float, looked at when the kernel runs
   */
  public static Kernel of(View number, Kernel kernel) {
    return kernel instanceof Divisible elements
        ? new OfElements(number, elements)
        : new Conditional(number, kernel);
  }

  @Override
  public Optional<Footprint> footprint() {
    Footprint looked = new Footprint(List.of(Footprint.Range.of(number)), List.of());
    return Footprint.of(kernel).map(looked::and);
  }

  @Override
  public List<List<Kernel>> stages() {
    if (!(kernel instanceof Staged staged)) {
      return List.of(List.of(this));
    }
    return staged.stages().stream()
        .map(pieces -> pieces.stream().map(piece -> of(number, piece)).toList())
        .toList();
  }

  @Override
  public void prepare() {
    kernel.prepare();
  }

  @Override
  public void run() {
    if (Float.isFinite(number.get(0))) {
      kernel.run();
    }
  }

  private static final class OfElements extends Conditional implements Divisible {
    private final Divisible kernel;

    OfElements(View number, Divisible kernel) {
      super(number, kernel);
      this.kernel = kernel;
    }

    @Override
    public int elements() {
      return kernel.elements();
    }

    @Override
    public int unit() {
      return kernel.unit();
    }

    @Override
    public List<Footprint.Range> inputs() {
      return kernel.inputs();
    }

    @Override
    public Kernel part(int from, int to) {
      return of(number, kernel.part(from, to));
    }
  }
}
