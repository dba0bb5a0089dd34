package dev.netc.runtime.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the numbers of a model lie in a file: the format of every one of them. */
public enum Storage {
  /** IEEE 754 binary32. */
  FP32(ElementType.F32, 24, -126, Float.MAX_VALUE),
  /** IEEE 754 binary16: 11 bits of precision, up to 65,504. */
  FP16(ElementType.F16, 11, -14, 65_504),
  /** The upper half of binary32: 8 bits of precision, the same range. */
  BF16(ElementType.BF16, 8, -126, 0x1.FEp127);

  private final ElementType type;
  private final int precision;
  private final int lowestExponent;
  private final double largest;

  Storage(ElementType type, int precision, int lowestExponent, double largest) {
    this.type = type;
    this.precision = precision;
    this.lowestExponent = lowestExponent;
    this.largest = largest;
  }

  /** The format of a name as users write it: {@code fp16}. */
  public static Optional<Storage> named(String word) {
    return Arrays.stream(values()).filter(storage -> storage.word().equals(word)).findFirst();
  }

  /** All names, in order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Storage::word).toList();
  }

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  ElementType type() {
    return type;
  }

  /** Bytes of one number. */
  public int bytes() {
    return type.bytes();
  }

  /**
   * The nearest number of the format; of two equally near ones the one whose last bit is 0.
   * Infinite where that is beyond the largest.
   */
  public double nearest(double value) {
    if (!Double.isFinite(value)) return value;
    int exponent = Math.max(Math.getExponent(value), lowestExponent);
    // Dividing and multiplying by a power of two is exact, so that rint alone rounds.
    double unit = Math.scalb(1.0, exponent - (precision - 1));
    double near = Math.rint(value / unit) * unit;
    return Math.abs(near) > largest ? Math.copySign(Double.POSITIVE_INFINITY, value) : near;
  }

  /**
   * A tensor with the numbers that the format keeps, as float32.
   *
   * @param file that it is read from or written to, for the message
   * @throws CheckpointException if a finite number is beyond the format's largest
   */
  public StoredTensor rounded(Path file, StoredTensor tensor) {
    double[] values = tensor.doubles();
    float[] near = new float[values.length];
    for (int i = 0; i < near.length; i++) {
      near[i] = (float) nearest(values[i]);
      if (Float.isInfinite(near[i]) && Double.isFinite(values[i])) {
        throw new CheckpointException(
            file,
            "%s has the number %s, which %s cannot hold: it ends at %s"
                .formatted(tensor.name(), values[i], word(), largest),
            "store the model as %s".formatted(this == FP16 ? "bf16 or fp32" : "fp32"));
      }
    }
    return StoredTensor.of(tensor.name(), tensor.shape(), near);
  }

  /** Appends numbers that the format keeps. */
  void encode(float[] values, int at, int count, ByteBuffer to) {
    for (int i = at; i < at + count; i++) {
      switch (this) {
        case FP32 -> to.putFloat(values[i]);
        case FP16 -> to.putShort(half(values[i]));
        case BF16 -> to.putShort((short) (Float.floatToIntBits(values[i]) >>> 16));
      }
    }
  }

  /** The bits of a half, from a float that is one. */
  private static short half(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) return (short) 0x7e00;
    if (Float.isInfinite(value)) return (short) (sign | 0x7c00);
    if (magnitude < 0x1p-14f) return (short) (sign | (int) (magnitude * 0x1p24f)); // subnormal
    int bits = Float.floatToRawIntBits(magnitude);
    int exponent = (bits >>> 23) - 127 + 15;
    return (short) (sign | exponent << 10 | bits >>> 13 & 0x3ff);
  }
}
