package dev.netc.runtime.kernel;

import java.util.Optional;

/** The kernel sets of this process, made when first asked for. */
final class KernelSets {
  static final Kernels PORTABLE = new PortableKernels(Workspace.apart());

  private KernelSets() {}

  static Kernels best() {
    return oneDnn().orElse(PORTABLE);
  }

  static Kernels named(String name) {
    return switch (name) {
      case "auto" -> best();
      case "portable" -> PORTABLE;
      case "onednn" ->
          oneDnn()
              .orElseThrow(
                  () ->
                      new UnsupportedOperationException(
                          "oneDNN has no native library that loads on this machine"));
      default ->
          throw new IllegalArgumentException(
              "kernels are \"auto\", \"onednn\" or \"portable\", not \"" + name + "\"");
    };
  }

  static Optional<Kernels> oneDnn() {
    return OneDnnSet.KERNELS;
  }

  /** Apart, so that asking for portable kernels does not load oneDNN. */
  private static final class OneDnnSet {
    static final Optional<Kernels> KERNELS = OneDnn.load().map(OneDnnKernels::new);
  }
}
