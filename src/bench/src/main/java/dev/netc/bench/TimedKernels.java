package dev.netc.bench;

import dev.netc.runtime.kernel.ConvSpec;
import dev.netc.runtime.kernel.Kernel;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.kernel.MatMulSpec;
import dev.netc.runtime.kernel.WindowSpec;
import dev.netc.runtime.memory.View;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** Makes the kernels of another set, each with a clock. */
final class TimedKernels {
  private final List<Timed> made = new ArrayList<>();
  private final Kernels timed;

  TimedKernels(Kernels set) {
    this.timed = timed(set);
  }

  private Kernels timed(Kernels set) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> call(set, method, arguments));
  }

  /** The set to give to a net. */
  Kernels kernels() {
    return timed;
  }

  /** All kernels made so far, in order. */
  List<Timed> made() {
    return made;
  }

  private Object call(Kernels set, Method method, Object[] arguments) throws Throwable {
    Object result;
    try {
      result = method.invoke(set, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (result instanceof Kernels others) {
      return timed(others);
    }
    if (!(result instanceof Kernel kernel)) {
      return result;
    }
    Timed clocked = new Timed(kernel, describe(method.getName(), arguments));
    made.add(clocked);
    return clocked;
  }

  private static String describe(String name, Object... arguments) {
    StringJoiner words = new StringJoiner(" ");
    words.add(name);
    for (Object argument : arguments) {
      if (argument instanceof MatMulSpec spec) {
        words.add(
            "%dx%dx%d%s%s %s"
                .formatted(
                    spec.m(),
                    spec.k(),
                    spec.n(),
                    spec.transposeA() ? " aT" : "",
                    spec.transposeB() ? " bT" : "",
                    spec.activation()));
      } else if (argument instanceof ConvSpec spec) {
        words.add(describe(spec.window())).add(spec.filters() + " " + spec.activation());
      } else if (argument instanceof WindowSpec window) {
        words.add(describe(window));
      } else if (argument instanceof View view) {
        words.add("[" + view.size() + "]");
      } else if (argument instanceof View[] views) {
        for (View view : views) {
          words.add("[" + view.size() + "]");
        }
      } else if (argument instanceof Number || argument instanceof Enum<?>) {
        words.add(argument.toString());
      }
    }
    return words.toString();
  }

  private static String describe(WindowSpec window) {
    return "%dx%dx%d by %dx%d /%d"
        .formatted(
            window.height(),
            window.width(),
            window.channels(),
            window.kernelHeight(),
            window.kernelWidth(),
            window.strideHeight());
  }

  /** A kernel that keeps the times of its latest runs. */
  static final class Timed implements Kernel {
    private static final int KEPT = 1 << 12;
    private static final int FEWEST = 20;

    private final Kernel kernel;
    private final String description;
    private final long[] nanos = new long[KEPT];
    private int runs;

    private Timed(Kernel kernel, String description) {
      this.kernel = kernel;
      this.description = description;
    }

    @Override
    public void prepare() {
      kernel.prepare();
    }

    @Override
    public void run() {
      long start = System.nanoTime();
      kernel.run();
      nanos[runs++ % KEPT] = System.nanoTime() - start;
    }

    /** What it computes: its maker's name with the sizes of its operands. */
    String description() {
      return description;
    }

    /** How often it has run. */
    int runs() {
      return runs;
    }

    /** Whether it has run often enough to tell its time. */
    boolean isMeasured() {
      return runs >= FEWEST;
    }

    /** Microseconds of a run that no other process disturbs: the quickest tenth of the latest. */
    double micros() {
      long[] sorted = Arrays.copyOf(nanos, Math.min(runs, KEPT));
      Arrays.sort(sorted);
      return sorted[sorted.length / 10] / 1e3;
    }
  }
}
