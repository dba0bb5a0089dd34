package dev.netc.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Catches Ctrl-C and the request to end (the signals INT and TERM) while it is open. The first one
 * is a wish, the second one ends the process.
 *
 * <p>A shutdown hook would not do: it cannot tell a second signal from the first. {@code
 * sun.misc.Signal} can, which every JDK from 8 on has, in its module {@code jdk.unsupported}; it is
 * called by reflection, since a compiler warns of it. Where it is missing, signals do what they do
 * without this class.
 */
public final class Interrupts implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("INT", "TERM");

  private final Runnable onFirst;
  private final List<Object> previous = new ArrayList<>();
  private boolean received;

  private Interrupts(Runnable onFirst) {
    this.onFirst = onFirst;
  }

  /**
   * From now on the first signal runs {@code onFirst}, on a thread of its own.
   *
   * @param onFirst short, and safe on any thread
   */
  public static Interrupts caught(Runnable onFirst) {
    Interrupts interrupts = new Interrupts(onFirst);
    try {
      interrupts.install();
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // This Java, or its options, keep signals to themselves: then they end the process at once.
      interrupts.previous.clear();
    }
    return interrupts;
  }

  private void install() throws ReflectiveOperationException {
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    InvocationHandler call =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                receive();
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "interrupts";
            };
    Object handler =
        Proxy.newProxyInstance(
            Interrupts.class.getClassLoader(), new Class<?>[] {handlerType}, call);
    for (String signal : SIGNALS) {
      previous.add(handle(signal, handler));
    }
  }

  /** Sets the handler of a signal, and returns the one that it had. */
  private static Object handle(String signal, Object handler) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Object of = type.getConstructor(String.class).newInstance(signal);
    return type.getMethod("handle", type, Class.forName("sun.misc.SignalHandler"))
        .invoke(null, of, handler);
  }

  private synchronized void receive() {
    if (received) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    received = true;
    onFirst.run();
  }

  /** Whether a signal has come. */
  public synchronized boolean received() {
    return received;
  }

  /** Lets signals do again what they did before. */
  @Override
  public void close() {
    try {
      for (int i = 0; i < previous.size(); i++) {
        handle(SIGNALS.get(i), previous.get(i));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a signal that could be caught cannot be released", e);
    }
    previous.clear();
  }
}
