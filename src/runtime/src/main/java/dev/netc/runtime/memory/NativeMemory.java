package dev.netc.runtime.memory;

/** How the native libraries of this process treat memory. */
public final class NativeMemory {
  private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  private NativeMemory() {}

  /**
   * Lifts JavaCPP's limit on the memory of the whole process, unless the user has set it: it is a
   * multiple of the Java heap, which says nothing about arenas; they ask the system what is free.
   * Has an effect only before JavaCPP starts, so whatever may start it calls this first.
   */
  public static void liftHeapLimit() {
    System.getProperties().putIfAbsent(LIMIT, "0");
  }
}
