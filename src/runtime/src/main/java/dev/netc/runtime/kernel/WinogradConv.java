package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.IntFunction;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Convolutions by windows of three rows, by {@link Winograd}'s method from top to bottom: half of
 * the multiplications. From left to right they stay sums of products, which oneDNN computes; so the
 * additions go through whole rows of channels-last images. Numbers that are infinite, huge or NaN
 * would spread to windows that they do not lie under; a piece that has any is convolved directly.
 */
final class WinogradConv {
  /** Fewer channels do not pay for the additions. */
  private static final int FEWEST_CHANNELS = 32;

  /** oneDNN is slow for shorter rows. */
  private static final int SHORTEST_ROW = 7;

  /** Rows that must be wanted, of those that strips have. */
  private static final double LEAST_USE = 0.8;

  /** Multiplications that are worth the trouble. */
  private static final long LEAST_WORK = 200_000;

  /** The same of a single image with AVX-512. */
  private static final long LEAST_WORK_OF_AN_IMAGE = 5_000_000;

  /** More weights, all of which each piece reads, take longer than multiplications. */
  private static final long MOST_WEIGHTS = 1 << 20;

  /** Floats of a piece's planes, about a core's cache of the second level. */
  private static final long MOST_FLOATS = 1 << 17;

  private static final int MOST_PIECES = 32;

  /** Multiplications that are worth a piece of their own: some tens of µs. */
  private static final long WORTHWHILE = 4_000_000;

  private final OneDnn oneDnn;
  private final ConvSpec spec;
  private final WindowSpec window;
  private final int strips;

  WinogradConv(OneDnn oneDnn, ConvSpec spec) {
    this.oneDnn = oneDnn;
    this.spec = spec;
    this.window = spec.window();
    this.strips = WinogradPlanes.strips(window);
  }

  /** Whether the method is possible, and pays. */
  static boolean fits(ConvSpec spec) {
    WindowSpec window = spec.window();
    return window.kernelHeight() == Winograd.TAPS
        && window.strideHeight() == 1
        && window.strideWidth() == 1
        && window.dilationHeight() == 1
        && !window.rows().missTheImage()
        && Math.min(spec.groupChannels(), spec.groupFilters()) >= FEWEST_CHANNELS
        && window.outWidth() >= SHORTEST_ROW
        && window.outHeight() >= LEAST_USE * Winograd.STRIP * WinogradPlanes.strips(window)
        && spec.sizeOfWeights() <= MOST_WEIGHTS
        && spec.multiplications() >= leastWork(window.batch());
  }

  /**
   * With AVX-512, threads that share a small image gain less than it takes to bring it into planes.
   */
  private static long leastWork(int images) {
    return images == 1 && OneDnn.hasAvx512() ? LEAST_WORK_OF_AN_IMAGE : LEAST_WORK;
  }

  /** Makes the direct convolution of a piece. */
  interface Direct {
    Kernel kernel(ConvSpec piece, View x, View residual, View y);
  }

  /** It is needed so seldom that it is made anew each time. */
  private static void convolve(Direct direct, ConvSpec piece, View x, View residual, View y) {
    Kernel kernel = direct.kernel(piece, x, residual, y);
    kernel.prepare();
    kernel.run();
  }

  /** The convolution, or nothing if oneDNN cannot do its part fast. */
  Optional<Kernel> kernel(View x, View w, View bias, View residual, View y, Direct direct) {
    List<ConvPiece> pieces = pieces();
    try (OneDnnScope scope = new OneDnnScope(oneDnn)) {
      Map<Integer, List<dnnl_primitive_desc>> descs = new HashMap<>();
      for (ConvPiece piece : pieces) {
        descs.computeIfAbsent(rowsOf(piece), count -> descs(scope, count, bias != null));
      }
      List<dnnl_primitive_desc> all = descs.values().stream().flatMap(List::stream).toList();
      if (all.size() < descs.size() * (bias == null ? 1 : 2)) {
        return Optional.empty();
      }
      WinogradWeights weights = new WinogradWeights(scope, w, rows(1).convolution(), all.get(0));
      if (!all.stream().allMatch(weights::suit)) {
        return Optional.empty();
      }
      IntFunction<WinogradPlanes> planes =
          count -> new WinogradPlanes(scope, rows(count), descs.get(count), weights.forms(), bias);
      Kernel work =
          pieces.size() == 1
              ? whole(planes.apply(rowsOf(pieces.get(0))), x, residual, y, direct)
              : pieces(pieces, planes, x, residual, y, direct);
      return Optional.of(weights.before(work));
    }
  }

  private Kernel whole(WinogradPlanes planes, View x, View residual, View y, Direct direct) {
    Kernel instead = () -> convolve(direct, spec, x, residual, y);
    return new WinogradWhole(spec, planes, x, residual, y, instead, oneDnn.team.size)
        .kernel(oneDnn.team);
  }

  private Kernel pieces(
      List<ConvPiece> pieces,
      IntFunction<WinogradPlanes> planes,
      View x,
      View residual,
      View y,
      Direct direct) {
    Map<Integer, Queue<WinogradPiece.Room>> rooms = new HashMap<>();
    List<Kernel> kernels = new ArrayList<>();
    for (ConvPiece piece : pieces) {
      int count = rowsOf(piece);
      Queue<WinogradPiece.Room> free =
          rooms.computeIfAbsent(count, rows -> new ArrayBlockingQueue<>(oneDnn.team.size));
      if (free.size() < oneDnn.team.size) {
        free.add(new WinogradPiece.Room(planes.apply(count), count));
      }
      View part = piece.ofInput(x);
      View added = residual == null ? null : piece.ofOutput(residual);
      View result = piece.ofOutput(y);
      kernels.add(
          new WinogradPiece(
              piece.spec(),
              free,
              part,
              added,
              result,
              () -> convolve(direct, piece.spec(), part, added, result)));
    }
    return oneDnn.team.shared(kernels.toArray(Kernel[]::new));
  }

  /**
   * Descriptions of the convolution of a plane of some rows, without a bias and with one if there
   * is one.
   */
  private List<dnnl_primitive_desc> descs(OneDnnScope scope, int count, boolean biased) {
    OneDnnConvDescs row = new OneDnnConvDescs(scope, rows(count).convolution());
    List<dnnl_primitive_desc> descs = new ArrayList<>();
    for (boolean with : biased ? new boolean[] {false, true} : new boolean[] {false}) {
      row.forward(with, scope.attributes()).ifPresent(descs::add);
    }
    return descs;
  }

  private JoinedRows rows(int count) {
    return new JoinedRows(spec, count);
  }

  private static int rowsOf(ConvPiece piece) {
    return piece.spec().window().batch() * WinogradPlanes.strips(piece.spec().window());
  }

  /** Some images each, or some strips of an image. They depend on sizes alone. */
  private List<ConvPiece> pieces() {
    int images = window.batch();
    ConvSpec row = rows(1).convolution();
    long floats = Winograd.PRODUCTS * (row.sizeOfInput() + row.sizeOfOutput());
    // Each piece reads all weights, so it should not be much smaller than they are.
    long most = Math.max(1, Math.max(MOST_FLOATS, spec.sizeOfWeights()) / floats);
    if (most < strips) {
      return ConvPiece.byStrips(spec, Winograd.STRIP, (int) ((strips + most - 1) / most));
    }
    long wanted = Math.max(1, Math.min(MOST_PIECES, spec.multiplications() / WORTHWHILE));
    long each = Math.max(1, Math.min(most / strips, images / wanted));
    return ConvPiece.byImages(spec, (int) ((images + each - 1) / each));
  }
}
