package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.List;

/**
 * Work on weights in a form of the kernel's own, which is made anew when the weights may have
 * changed: in {@link #prepare} where their arena says so, else on every run.
 *
 * @param form brings the weights into the form
 * @param work reads the form
 */
record PreparedKernel(View weights, Kernel form, Kernel work) implements Kernel, Staged {
  /** Holds as long as the arena announces its changes, which it may cease to do. */
  @Override
  public List<List<Kernel>> stages() {
    return weights.arena().announcesChanges() ? Staged.of(work) : List.of(List.of(this));
  }

  @Override
  public void prepare() {
    if (weights.arena().announcesChanges()) {
      form.run();
    }
    work.prepare();
  }

  @Override
  public void run() {
    if (!weights.arena().announcesChanges()) {
      form.run();
    }
    work.run();
  }
}
