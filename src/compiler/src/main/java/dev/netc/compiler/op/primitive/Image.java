package dev.netc.compiler.op.primitive;

import com.palantir.javapoet.CodeBlock;
import dev.netc.compiler.ir.Emission;
import dev.netc.compiler.type.Shape;
import dev.netc.compiler.type.TensorType;

/**
 * The size of an image and the order of its axes.
 *
 * @param channelsLast whether it lies in memory as [height, width, channels]; otherwise as
 *     [channels, height, width]
 */
record Image(int channels, int height, int width, boolean channelsLast) {

  Image {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalStateException("an image %d × %d × %d".formatted(channels, height, width));
    }
  }

  static Image of(TensorType type, boolean channelsLast) {
    Shape shape = type.shape();
    if (shape.rank() != 3) {
      throw new IllegalStateException(type + " is no image");
    }
    return channelsLast
        ? new Image(shape.dim(2), shape.dim(0), shape.dim(1), true)
        : new Image(shape.dim(0), shape.dim(1), shape.dim(2), false);
  }

  /** The image that a window makes of this one. */
  Image under(Window window, int newChannels) {
    return new Image(newChannels, window.outHeight(height), window.outWidth(width), channelsLast);
  }

  Shape shape() {
    return channelsLast ? Shape.of(height, width, channels) : Shape.of(channels, height, width);
  }

  /** Positions in one channel. */
  int area() {
    return height * width;
  }

  int size() {
    return channels * area();
  }

  /**
   * The place in memory of one value.
   *
   * @param position {@code y · width + x}
   */
  int at(int sample, int channel, int position) {
    int place = channelsLast ? position * channels + channel : channel * area() + position;
    return sample * size() + place;
  }

  /** The number of images of a type as an expression. */
  static CodeBlock batch(TensorType type, Emission at) {
    return at.size(type.batched(), 1);
  }
}
