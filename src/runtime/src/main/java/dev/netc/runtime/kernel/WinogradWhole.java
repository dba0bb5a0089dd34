package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A convolution of one image or a few by {@link Winograd}'s method. Threads share the strips, then
 * the products, then the strips again: so each thread reads the weights of some products only,
 * which are more than the numbers of an image.
 */
final class WinogradWhole implements Kernel {
  private final Team team;
  private final ConvSpec spec;
  private final WinogradPlanes planes;
  private final WinogradRows[] rows;
  private final int strips;
  private final View x;
  private final View residual;
  private final View y;
  private final Kernel direct;
  private final AtomicBoolean bears = new AtomicBoolean();

  // Made once, so that running allocates nothing.
  private final Team.Work read = this::read;
  private final Team.Work multiply;
  private final Team.Work write = this::write;

  /**
   * @param residual as y, perhaps y itself, or null
   * @param direct the kernel that serves where the method would not
   */
  WinogradWhole(
      Team team,
      ConvSpec spec,
      WinogradPlanes planes,
      View x,
      View residual,
      View y,
      Kernel direct) {
    this.team = team;
    this.spec = spec;
    this.planes = planes;
    this.multiply = planes::multiply;
    this.x = x;
    this.residual = residual;
    this.y = y;
    this.direct = direct;
    this.strips = spec.window().batch() * WinogradPlanes.strips(spec.window());
    this.rows = new WinogradRows[Math.min(strips, team.size)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new WinogradRows();
    }
  }

  @Override
  public void run() {
    bears.set(true);
    team.run(read, rows.length);
    if (bears.get()) {
      team.run(multiply, Winograd.PRODUCTS);
      team.run(write, rows.length);
    } else {
      direct.run();
    }
  }

  private void read(int part) {
    if (!rows[part].read(x, spec.window(), planes, first(part), first(part + 1))) {
      bears.set(false);
    }
  }

  private void write(int part) {
    rows[part].write(spec, planes, residual, y, first(part), first(part + 1));
  }

  private int first(int part) {
    return strips * part / rows.length;
  }
}
