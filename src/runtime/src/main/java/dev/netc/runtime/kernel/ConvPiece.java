package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a convolution by oneDNN that is a convolution itself: some of its images, or some rows
 * of windows of its only image. The parts depend on sizes alone, not on the number of threads.
 *
 * @param spec of the part
 * @param input the first of the floats of x that the part reads
 * @param output the first of the floats of y that are the part's
 */
record ConvPiece(ConvSpec spec, long input, long output) {
  private static final int MOST = 32;

  /**
   * The same where each part reads more weights than a core's cache has room for: with AVX-512,
   * reading takes longer than multiplying.
   */
  private static final int MOST_OF_MANY_WEIGHTS = 8;

  /** Multiplications that are worth a part of their own: some tens of µs. */
  private static final long WORTHWHILE = 3_000_000;

  /** A single image may be worth as many smaller parts, of about 10 µs each. */
  private static final int FEW = 8;

  private static final long WORTHWHILE_OF_FEW = 450_000;

  /** The same with AVX-512. */
  private static final long WORTHWHILE_OF_FEW_AVX512 = 1_000_000;

  /** Halves pay even where each takes a microsecond or two. */
  private static final long WORTHWHILE_HALF = 50_000;

  /** Parts of about the same size, some images each. */
  static List<ConvPiece> byImages(ConvSpec spec) {
    return byImages(spec, count(spec, spec.window().batch()));
  }

  /** So many parts of about the same size, some images each. */
  static List<ConvPiece> byImages(ConvSpec spec, int pieces) {
    int images = spec.window().batch();
    List<ConvPiece> list = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      int from = (int) ((long) images * i / pieces);
      int to = (int) ((long) images * (i + 1) / pieces);
      list.add(images(spec, from, to));
    }
    return list;
  }

  /** The images from one to before another. */
  static ConvPiece images(ConvSpec spec, int from, int to) {
    return new ConvPiece(
        spec.batch(to - from),
        from * spec.batch(1).sizeOfInput(),
        from * spec.batch(1).sizeOfOutput());
  }

  /** Parts of about the same size: images, or rows of windows of a single image. */
  static List<ConvPiece> byImagesOrRows(ConvSpec spec) {
    WindowSpec window = spec.window();
    if (window.batch() > 1 || window.rows().missTheImage()) {
      return byImages(spec);
    }
    int rows = window.outHeight();
    int pieces = Math.max(few(spec, rows), count(spec, rows));
    List<ConvPiece> list = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      list.add(rows(spec, rows * i / pieces, rows * (i + 1) / pieces));
    }
    return list;
  }

  /**
   * Each image in so many parts, each of some whole strips of rows of windows; the last strip may
   * have fewer rows.
   */
  static List<ConvPiece> byStrips(ConvSpec spec, int height, int parts) {
    int rows = spec.window().outHeight();
    int strips = (rows + height - 1) / height;
    List<ConvPiece> list = new ArrayList<>();
    for (int image = 0; image < spec.window().batch(); image++) {
      ConvPiece whole = images(spec, image, image + 1);
      for (int i = 0; i < parts; i++) {
        int from = strips * i / parts * height;
        int to = Math.min(rows, strips * (i + 1) / parts * height);
        ConvPiece part = rows(whole.spec, from, to);
        list.add(new ConvPiece(part.spec, whole.input + part.input, whole.output + part.output));
      }
    }
    return list;
  }

  /** The rows of windows from one to before another; the image is cut to what they lie on. */
  private static ConvPiece rows(ConvSpec spec, int from, int to) {
    WindowSpec window = spec.window();
    WindowSpec.Band band = window.band(from, to);
    return new ConvPiece(
        new ConvSpec(band.spec(), spec.filters(), spec.groups(), spec.activation()),
        (long) band.first() * window.width() * window.channels(),
        (long) from * window.outWidth() * spec.filters());
  }

  /** A power of two, so that the parts of one layer begin where those of the next one do. */
  private static int few(ConvSpec spec, int most) {
    long halves = Math.min(2, spec.multiplications() / WORTHWHILE_HALF);
    long worthwhile = OneDnn.hasAvx512() ? WORTHWHILE_OF_FEW_AVX512 : WORTHWHILE_OF_FEW;
    long wanted = Math.max(halves, spec.multiplications() / worthwhile);
    return Integer.highestOneBit((int) Math.max(1, Math.min(wanted, Math.min(most, FEW))));
  }

  private static int count(ConvSpec spec, int most) {
    long wanted = Math.min(spec.multiplications() / WORTHWHILE, Math.min(most, MOST));
    if (OneDnn.hasAvx512() && spec.sizeOfWeights() >= OneDnnConvDescs.MANY_WEIGHTS) {
      // With one image in some parts and two in others, these would want different layouts.
      wanted = Math.min(wanted, Math.min(MOST_OF_MANY_WEIGHTS, spec.window().batch() / 2));
    }
    return (int) Math.max(1, wanted);
  }

  /** What the part reads of x, or writes where x is the result. */
  View ofInput(View x) {
    return x.arena().view(x.offset() + input, spec.sizeOfInput());
  }

  /** The part's y, or what is as y. */
  View ofOutput(View y) {
    return y.arena().view(y.offset() + output, spec.sizeOfOutput());
  }
}
