package dev.netc.runtime.memory;

import org.nd4j.linalg.factory.Nd4j;

/** How ND4J, OpenBLAS and oneDNN, which are called through JavaCPP, start in this process. */
public final class NativeLibraries {
  private NativeLibraries() {}

  /**
   * Starts ND4J, unless it runs; whoever calls any of these libraries calls this first.
   *
   * <p>A thread that comes while another one starts ND4J waits. It must: ND4J asks for symbols that
   * no library has, JavaCPP then opens and closes every library of the process while it holds
   * glibc's lock of their list ({@code dl_iterate_phdr}), and a thread that loads a library at that
   * moment waits for that lock while it holds the one that the other needs.
   *
   * @throws LinkageError if there are no native libraries for this machine
   */
  public static synchronized void start() {
    configure();
    Nd4j.getExecutioner();
  }

  /** Sets what the user has not set by system properties, before JavaCPP reads them. */
  private static void configure() {
    // JavaCPP's limit on the memory of the whole process is a multiple of the Java heap, which says
    // nothing about arenas; they ask the system what is free.
    System.getProperties().putIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    // ND4J's OpenBLAS was built for an older JavaCPP and works with this one; the warning about it
    // belongs where the application logs, not on the console.
    System.getProperties().putIfAbsent("org.bytedeco.javacpp.logger", "slf4j");
  }
}
