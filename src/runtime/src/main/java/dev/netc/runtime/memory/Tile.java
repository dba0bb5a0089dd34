package dev.netc.runtime.memory;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Objects;

/**
 * A short run of floats in native memory that loops read where they are. C2 vectorises such a loop
 * as it does one over arrays where the index counts up from 0 and what is written goes to an array;
 * it sees that the bounds need not be checked each time.
 */
public final class Tile {
  /** The most floats of a run: so few that C2 knows their distances in bytes to be ints. */
  public static final int MOST = 4096;

  private static final Object UNSAFE = unsafe();

  /**
   * Bytes before the first float of an array. C2 of Java 17 takes two accesses in a loop for
   * aligned only if both have the same distance to their bases, modulo the size of a register.
   */
  private static final long LEAD = lead();

  private static final int SHIFT = 2;

  private static final MethodHandle GET = method("getFloat", methodType(float.class, long.class));

  /** As {@link #LEAD}, but no constant: C2 would make of its difference to that nothing at all. */
  private final long lead = LEAD;

  /** The address of the first float, less the lead. */
  private long base;

  private int length;

  /**
   * Places the tile on some floats of a view, which must outlast its use.
   *
   * @param first the index in the view of the tile's first float
   * @param n how many
   * @throws IndexOutOfBoundsException if they do not lie in the view
   */
  public void at(View view, long first, int n) {
    Objects.checkFromIndexSize(first, n, view.size());
    at(view.address() + (first << SHIFT), n);
  }

  /**
   * Places the tile on floats that the caller knows to be there.
   *
   * @param address of the first one
   */
  public void at(long address, int n) {
    base = address - lead;
    length = n;
  }

  /**
   * A float.
   *
   * @throws IndexOutOfBoundsException if the tile has none there
   */
  public float get(int i) {
    long checked = Objects.checkIndex(i, Math.min(length, MOST));
    try {
      return (float) GET.invokeExact(base + ((checked << SHIFT) + LEAD));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // The method declares none.
      throw new IllegalStateException(e);
    }
  }

  /** Copies so many floats to the beginning of an array. */
  public void copyTo(float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = get(i);
    }
  }

  /** Adds so many floats to the first ones of an array. */
  public void addTo(float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += get(i);
    }
  }

  // Java 17 has no other access to native memory that C2 vectorises, and JavaCPP, which all native
  // memory here is from, cannot do without this one either. It is reached by a handle since javac
  // lets nobody name it who wants no warnings; C2 sees through the handle.

  private static Object unsafe() {
    try {
      Field field = type().getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static Class<?> type() throws ClassNotFoundException {
    return Class.forName("sun.misc.Unsafe");
  }

  private static MethodHandle method(String name, MethodType type) {
    try {
      return MethodHandles.publicLookup().findVirtual(type(), name, type).bindTo(UNSAFE);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static long lead() {
    try {
      return type().getField("ARRAY_FLOAT_BASE_OFFSET").getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
