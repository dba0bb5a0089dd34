package dev.netc.runtime.memory;

import java.util.concurrent.CompletableFuture;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How ND4J, OpenBLAS and oneDNN, which are called through JavaCPP, start in this process.
 *
 * <p>No thread may load a native library while another one starts ND4J: ND4J asks for symbols that
 * no library has, JavaCPP then opens and closes every library of the process while it holds glibc's
 * lock of their list ({@code dl_iterate_phdr}), and the thread that loads one waits for that lock
 * while it holds the one that JavaCPP needs. Both wait for ever.
 */
public final class NativeLibraries {
  private static volatile CompletableFuture<Void> begun = CompletableFuture.completedFuture(null);

  private static boolean started; // guarded by the class
  private static volatile boolean smallProducts;

  private NativeLibraries() {}

  /**
   * Starts ND4J, unless it runs; whoever calls any of these libraries calls this first. Waits if
   * another thread starts it.
   *
   * @throws LinkageError if there are no native libraries for this machine
   */
  public static synchronized void start() {
    if (!started) {
      configure();
      Nd4j.getExecutioner();
      smallProducts = OpenBlas.hasSmallProducts();
      started = true;
    }
  }

  /**
   * Whether OpenBLAS has kernels for small matrices on this processor. A product of at most a
   * million multiplications then runs on the calling thread alone, and packs no matrix.
   */
  public static boolean hasSmallProducts() {
    start();
    return smallProducts;
  }

  /** Starts ND4J on a thread of its own, and returns at once. What fails, fails again in use. */
  public static void begin() {
    begun = CompletableFuture.runAsync(NativeLibraries::start, NativeLibraries::onDaemon);
  }

  /**
   * Waits for what was begun; whoever may load another native library meanwhile calls this first.
   */
  public static void settle() {
    begun.exceptionally(failure -> null).join();
  }

  private static void onDaemon(Runnable task) {
    Thread thread = new Thread(task, "native-libraries");
    thread.setDaemon(true);
    thread.start();
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
