package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
import java.util.stream.IntStream;

/**
 * A window that slides over the two last axes of an image. It reads kernelHeight × kernelWidth
 * positions, dilation apart, and moves on by its stride; padding lets it begin before the image and
 * end after it.
 *
 * <p>The result's height is {@code floor((height + padTop + padBottom - dilationHeight ·
 * (kernelHeight - 1) - 1) / strideHeight) + 1}, its width likewise.
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    int padTop,
    int padLeft,
    int padBottom,
    int padRight) {

  public Window {
    boolean positive =
        IntStream.of(
                kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth)
            .allMatch(n -> n > 0);
    if (!positive || Math.min(Math.min(padTop, padLeft), Math.min(padBottom, padRight)) < 0) {
      throw new IllegalStateException("a window of no size, or with negative padding");
    }
  }

  /** A window that moves on by one position and stays inside the image. */
  public static Window of(int kernelHeight, int kernelWidth) {
    return new Window(kernelHeight, kernelWidth, 1, 1, 1, 1, 0, 0, 0, 0);
  }

  /** This window with other strides. */
  public Window stride(int height, int width) {
    return new Window(
        kernelHeight,
        kernelWidth,
        height,
        width,
        dilationHeight,
        dilationWidth,
        padTop,
        padLeft,
        padBottom,
        padRight);
  }

  /** This window with other distances between the positions that it reads. */
  public Window dilation(int height, int width) {
    return new Window(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        height,
        width,
        padTop,
        padLeft,
        padBottom,
        padRight);
  }

  /** This window with other padding. */
  public Window pad(int top, int left, int bottom, int right) {
    return new Window(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        dilationHeight,
        dilationWidth,
        top,
        left,
        bottom,
        right);
  }

  /** The positions that it reads at once. */
  public int area() {
    return kernelHeight * kernelWidth;
  }

  /** Whether the window reads a position of the image wherever it is, however small the image. */
  public boolean touchesEveryImage() {
    return dilationHeight == 1
        && dilationWidth == 1
        && Math.max(padTop, padBottom) < kernelHeight
        && Math.max(padLeft, padRight) < kernelWidth;
  }

  /** The result's height; not positive if the window is higher than the padded image. */
  public int outHeight(int height) {
    return length(height, kernelHeight, strideHeight, dilationHeight, padTop + padBottom);
  }

  /** The result's width; not positive if the window is wider than the padded image. */
  public int outWidth(int width) {
    return length(width, kernelWidth, strideWidth, dilationWidth, padLeft + padRight);
  }

  private static int length(int in, int kernel, int stride, int dilation, int pad) {
    long room = (long) in + pad - (long) dilation * (kernel - 1) - 1;
    return Math.toIntExact(Math.floorDiv(room, (long) stride) + 1);
  }

  /**
   * Where one value of the result reads: for each position of the window, in row-major order, the
   * position {@code y · width + x} of the image, or -1 in the padding.
   */
  int[] positions(Image image, int outRow, int outColumn) {
    int[] positions = new int[area()];
    for (int k = 0; k < positions.length; k++) {
      int y = outRow * strideHeight - padTop + k / kernelWidth * dilationHeight;
      int x = outColumn * strideWidth - padLeft + k % kernelWidth * dilationWidth;
      boolean inside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
      positions[k] = inside ? y * image.width() + x : -1;
    }
    return positions;
  }

  /** The window over a batch of images as the runtime's kernels take it. */
  CodeBlock spec(CodeBlock batch, Image image) {
    if (!image.channelsLast()) {
      throw new IllegalStateException("images are channels-last where kernels are written");
    }
    CodeBlock.Builder spec =
        CodeBlock.builder()
            .add(
                "$T.of($L, $L, $L, $L, $L, $L)",
                RuntimeNames.WINDOW_SPEC,
                batch,
                image.height(),
                image.width(),
                image.channels(),
                kernelHeight,
                kernelWidth);
    if (strideHeight != 1 || strideWidth != 1) {
      spec.add(".stride($L, $L)", strideHeight, strideWidth);
    }
    if (dilationHeight != 1 || dilationWidth != 1) {
      spec.add(".dilation($L, $L)", dilationHeight, dilationWidth);
    }
    if (padTop + padLeft + padBottom + padRight > 0) {
      spec.add(".pad($L, $L, $L, $L)", padTop, padLeft, padBottom, padRight);
    }
    return spec.build();
  }

  /** As graphs print it: {@code 3x3 stride 2x2 pad 1,1,1,1}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder().append(kernelHeight).append('x').append(kernelWidth);
    if (strideHeight != 1 || strideWidth != 1) {
      out.append(" stride ").append(strideHeight).append('x').append(strideWidth);
    }
    if (dilationHeight != 1 || dilationWidth != 1) {
      out.append(" dilation ").append(dilationHeight).append('x').append(dilationWidth);
    }
    if (padTop + padLeft + padBottom + padRight > 0) {
      out.append(" pad %d,%d,%d,%d".formatted(padTop, padLeft, padBottom, padRight));
    }
    return out.toString();
  }
}
