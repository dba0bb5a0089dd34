package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution of one image or a few by {@link Winograd}'s method. Threads share the strips, then
 * the products, then the strips again: so each thread reads the weights of some products only,
 * which are more than the numbers of an image.
 */
final class WinogradWhole {
  private final ConvSpec spec;
  private final WinogradPlanes planes;
  private final View x;
  private final View residual;
  private final View y;
  private final Kernel direct;
  private final int strips;

  /** Of each share of the strips, whether the method bears the size of its numbers. */
  private final boolean[] bears;

  /**
   * @param residual as y, perhaps y itself, or null
   * @param direct the kernel that serves where the method would not
   */
  WinogradWhole(
      ConvSpec spec,
      WinogradPlanes planes,
      View x,
      View residual,
      View y,
      Kernel direct,
      int threads) {
    this.spec = spec;
    this.planes = planes;
    this.x = x;
    this.residual = residual;
    this.y = y;
    this.direct = direct;
    this.strips = spec.window().batch() * WinogradPlanes.strips(spec.window());
    this.bears = new boolean[Math.min(strips, threads)];
  }

  /** The whole convolution. */
  Kernel kernel(Team team) {
    List<Kernel> read = new ArrayList<>();
    List<Kernel> multiply = new ArrayList<>();
    List<Kernel> write = new ArrayList<>();
    for (int i = 0; i < bears.length; i++) {
      Share share = new Share(i, strips * i / bears.length, strips * (i + 1) / bears.length);
      read.add(new Read(share));
      write.add(new Write(share));
    }
    for (int i = 0; i < Winograd.PRODUCTS; i++) {
      multiply.add(new Multiply(i));
    }
    return new InOrder(shared(team, read), shared(team, multiply), shared(team, write));
  }

  private static Kernel shared(Team team, List<Kernel> pieces) {
    return team.shared(pieces.toArray(Kernel[]::new));
  }

  private boolean bearsAll() {
    for (boolean some : bears) {
      if (!some) {
        return false;
      }
    }
    return true;
  }

  /** The strips from one to before another, counted over all images. */
  private record Share(int number, int first, int end) {
    /**
     * The rows of images that these strips lie on.
     *
     * @param images of {@code height} rows each
     * @param above rows between the first of an image and the first that its first strip lies on
     * @param extent rows of a strip
     */
    Footprint.Range rowsOf(View images, WindowSpec window, int height, int above, int extent) {
      int strips = WinogradPlanes.strips(window);
      long row = images.size() / ((long) window.batch() * height);
      int top = first % strips * Winograd.STRIP - above;
      int bottom = (end - 1) % strips * Winograd.STRIP - above + extent;
      long from = (long) (first / strips) * height + Math.max(0, top);
      long to = (long) ((end - 1) / strips) * height + Math.min(height, bottom);
      return Footprint.Range.of(images, from * row, (to - from) * row);
    }
  }

  /** Fills the planes of factors. */
  private final class Read implements Kernel, Footprint.Known {
    private final Share share;

    Read(Share share) {
      this.share = share;
    }

    @Override
    public Optional<Footprint> footprint() {
      WindowSpec window = spec.window();
      Footprint.Range read =
          share.rowsOf(x, window, window.height(), window.padTop(), Winograd.PRODUCTS);
      return Optional.of(
          new Footprint(List.of(read), planes.rowsOfFactors(share.first, share.end)));
    }

    @Override
    public void run() {
      bears[share.number] =
          WinogradRows.ofThread().read(x, spec.window(), planes, share.first, share.end);
    }
  }

  private final class Multiply implements Kernel, Footprint.Known {
    private final int product;

    Multiply(int product) {
      this.product = product;
    }

    @Override
    public Optional<Footprint> footprint() {
      return planes.footprint(product);
    }

    @Override
    public void run() {
      if (bearsAll()) {
        planes.multiply(product);
      }
    }
  }

  /**
   * Writes what the products amount to. Where the method does not bear the numbers, the first of
   * these convolves directly, and the others have nothing to do.
   */
  private final class Write implements Kernel, Footprint.Known {
    private final Share share;

    Write(Share share) {
      this.share = share;
    }

    @Override
    public Optional<Footprint> footprint() {
      List<Footprint.Range> reads = new ArrayList<>(planes.rowsOfProducts(share.first, share.end));
      if (residual != null) {
        reads.add(ofResult(residual));
      }
      if (isFirst()) {
        reads.add(Footprint.Range.of(x));
      }
      return Optional.of(new Footprint(reads, List.of(ofResult(y))));
    }

    private Footprint.Range ofResult(View result) {
      if (isFirst()) {
        return Footprint.Range.of(result);
      }
      WindowSpec window = spec.window();
      return share.rowsOf(result, window, window.outHeight(), 0, Winograd.STRIP);
    }

    private boolean isFirst() {
      return share.number == 0;
    }

    @Override
    public void run() {
      if (bearsAll()) {
        WinogradRows.ofThread().write(spec, planes, residual, y, share.first, share.end);
      } else if (isFirst()) {
        direct.run();
      }
    }
  }
}
