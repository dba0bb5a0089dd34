package dev.netc.runtime.memory;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** What OpenBLAS does not tell by its interface. */
final class OpenBlas {
  private OpenBlas() {}

  /** Whether its kernels on this processor are those for AVX-512, which alone have small ones. */
  static boolean hasSmallProducts() {
    try {
      Loader.load(openblas_nolapack.class);
      Pointer chosen = Loader.addressof("gotoblas");
      return chosen != null
          && (isAt(chosen, "gotoblas_SKYLAKEX") || isAt(chosen, "gotoblas_COOPERLAKE"));
    } catch (LinkageError e) { // Another library in its place, or none for this machine.
      return false;
    }
  }

  /** Whether what is at a place is the address of one of the tables of kernels. */
  private static boolean isAt(Pointer place, String table) {
    Pointer address = Loader.addressof(table);
    return address != null && new LongPointer(place).get() == address.address();
  }
}
