package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.runtime.kernel.Kernels;
import picocli.CommandLine.Option;

/** On what compiled nets run. */
final class RuntimeOptions {
  @Option(
      names = "--kernels",
      paramLabel = "KIND",
      defaultValue = "auto",
      description = "auto, onednn or portable; auto takes the fastest that this machine has.")
  private String kernels = "auto";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the native libraries; all processors if left out.")
  private Integer threads; // The launcher sets it: the libraries read it when they are loaded.

  /** What compiles nets, and makes instances of them. */
  CompiledNets nets() {
    if (threads != null && threads < 1) {
      throw CommandFailure.usage("--threads is at least 1, not " + threads, "");
    }
    try {
      return new CompiledNets(Kernels.named(kernels));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "there are no kernels '%s'".formatted(kernels), "take auto, onednn or portable");
    } catch (UnsupportedOperationException e) {
      throw CommandFailure.usage(
          "the %s kernels do not run on this machine: %s".formatted(kernels, e.getMessage()),
          "take --kernels auto");
    }
  }
}
