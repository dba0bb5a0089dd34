package dev.netc.runtime.memory;

/** How JavaCPP, through which ND4J, OpenBLAS and oneDNN are called, behaves in this process. */
public final class NativeLibraries {
  private NativeLibraries() {}

  /**
   * Sets what the user has not set by system properties. Has an effect only before JavaCPP starts,
   * so whatever may start it calls this first.
   */
  public static void configure() {
    // JavaCPP's limit on the memory of the whole process is a multiple of the Java heap, which says
    // nothing about arenas; they ask the system what is free.
    System.getProperties().putIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    // ND4J's OpenBLAS was built for an older JavaCPP and works with this one; the warning about it
    // belongs where the application logs, not on the console.
    System.getProperties().putIfAbsent("org.bytedeco.javacpp.logger", "slf4j");
  }
}
