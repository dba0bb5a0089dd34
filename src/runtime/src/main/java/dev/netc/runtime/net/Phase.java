package dev.netc.runtime.net;

import dev.netc.runtime.kernel.Chain;
import dev.netc.runtime.kernel.Conditional;
import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.kernel.MovableInput;
import dev.netc.runtime.kernel.OneThread;
import dev.netc.runtime.memory.Arena;
import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The kernels of one way to run a net, in order, and where its results lie. */
public final class Phase {
  private record Step(String value, String position, View result, Kernel kernel) {
    Step with(Kernel other) {
      return new Step(value, position, result, other);
    }
  }

  private final List<Step> steps = new ArrayList<>();
  private final List<Kernel> last = new ArrayList<>();
  private final Map<String, View> outputs = new LinkedHashMap<>();
  private final Arena parameters;
  private final Map<String, Optional<MovableInput>> movable = new HashMap<>();
  private Kernel[] kernels = {};

  /** The kernels as they were added. */
  private Kernel[] added = {};

  /** The kernels as they were added, some made one; for parameters whose changes are announced. */
  private Kernel[] joined = {};

  private BooleanSupplier isWatching = () -> false;

  private long prepared = -1;

  /**
   * @param parameters whose changes the kernels must learn of before they run
   */
  Phase(Arena parameters) {
    this.parameters = parameters;
  }

  /**
   * Adds a kernel after all others.
   *
   * @param value what it computes, in the words of the program; may be empty
   * @param position of the value in the program, {@code digits.net:4}; empty if it has none
   * @param result what the kernel writes
   */
  public void add(String value, String position, View result, Kernel kernel) {
    steps.add(new Step(value, position, result, kernel));
  }

  /**
   * Has kernels run after all others, where a number is finite.
   *
   * @param copy puts the number where none of them writes, for its own place may be that of a
   *     parameter, or of a gradient
   * @param number where it has been put
   */
  void thenIfFinite(Kernel copy, View number, List<Kernel> following) {
    last.add(copy);
    following.forEach(kernel -> last.add(Conditional.of(number, kernel)));
  }

  /** Names a result. */
  public void output(String name, View result) {
    outputs.put(name, result);
  }

  /** The results by name, in order. */
  Map<String, View> outputs() {
    return outputs;
  }

  /**
   * Ends the adding of kernels.
   *
   * @param watch gives the kernel that is to run in the place of one that was added
   * @param watchLast the same for those that run after all others
   * @param isWatching whether it is to run in the next run
   */
  void seal(
      UnaryOperator<Kernel> watch, UnaryOperator<Kernel> watchLast, BooleanSupplier isWatching) {
    this.isWatching = isWatching;
    added = steps.stream().map(Step::kernel).toArray(Kernel[]::new);
    joined = Chain.join(Stream.concat(Arrays.stream(added), last.stream()).toArray(Kernel[]::new));
    steps.replaceAll(step -> step.with(watch.apply(step.kernel)));
    last.replaceAll(watchLast);
    kernels = Stream.concat(steps.stream().map(Step::kernel), last.stream()).toArray(Kernel[]::new);
  }

  /**
   * An input that the kernels can read elsewhere, or nothing if they cannot.
   *
   * @param view where it lies
   */
  Optional<MovableInput> movable(String input, View view) {
    return movable.computeIfAbsent(input, name -> MovableInput.of(view, outputs.values(), added));
  }

  void run() {
    OneThread caller = OneThread.begin();
    try {
      prepare();
      for (Kernel kernel : isPlain() ? joined : kernels) {
        kernel.run();
      }
    } finally {
      caller.end();
    }
  }

  private boolean isPlain() {
    return parameters.announcesChanges() && !isWatching.getAsBoolean();
  }

  private void prepare() {
    if (prepared != parameters.version()) {
      for (Kernel kernel : kernels) {
        kernel.prepare();
      }
      prepared = parameters.version();
    }
  }

  /**
   * Runs the kernels again and stops at the first one that writes NaN or infinity.
   *
   * @return what it computes, with its position
   */
  Optional<String> firstBadValue() {
    prepare();
    for (Step step : steps) {
      step.kernel.run();
      if (!Finite.isFinite(step.result)) {
        String name = step.value.isEmpty() ? "an intermediate value" : step.value;
        return Optional.of(step.position.isEmpty() ? name : name + " (" + step.position + ")");
      }
    }
    return Optional.empty();
  }
}
