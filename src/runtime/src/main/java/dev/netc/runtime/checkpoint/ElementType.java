package dev.netc.runtime.checkpoint;

import java.nio.ByteBuffer;

/**
 * How one number is stored in a file. Each decodes without loss to float or, where wider, double.
 */
public enum ElementType {
  F64(8, true),
  F32(4, false),
  F16(2, false),
  BF16(2, false),
  I64(8, true),
  I32(4, true),
  I16(2, false),
  I8(1, false),
  U32(4, true),
  U16(2, false),
  U8(1, false),
  BOOL(1, false);

  private final int bytes;
  private final boolean wide;

  ElementType(int bytes, boolean wide) {
    this.bytes = bytes;
    this.wide = wide;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** Whether a float cannot hold every value. {@code I64} is exact in a double below 2^53. */
  public boolean isWide() {
    return wide;
  }

  /** Decodes {@code count} elements in the buffer's byte order; only where not {@link #isWide}. */
  void decode(ByteBuffer from, float[] into, int at, int count) {
    if (this == F32) {
      from.asFloatBuffer().get(into, at, count);
      from.position(from.position() + 4 * count);
      return;
    }
    for (int i = at; i < at + count; i++) {
      into[i] =
          switch (this) {
            case F16 -> half(from.getShort());
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            case I16 -> from.getShort();
            case I8 -> from.get();
            case U16 -> from.getShort() & 0xffff;
            case U8 -> from.get() & 0xff;
            case BOOL -> from.get() == 0 ? 0 : 1;
            default -> throw new IllegalStateException(this + " does not fit a float");
          };
    }
  }

  /** Decodes {@code count} elements in the buffer's byte order; only where {@link #isWide}. */
  void decode(ByteBuffer from, double[] into, int at, int count) {
    if (this == F64) {
      from.asDoubleBuffer().get(into, at, count);
      from.position(from.position() + 8 * count);
      return;
    }
    for (int i = at; i < at + count; i++) {
      into[i] =
          switch (this) {
            case I64 -> from.getLong();
            case I32 -> from.getInt();
            case U32 -> from.getInt() & 0xffffffffL;
            default -> throw new IllegalStateException(this + " fits a float");
          };
    }
  }

  /** IEEE 754 binary16 to float; every half is exactly a float. (JDK 20 has this, 17 does not.) */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) { // zero or subnormal: fraction · 2^-24
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    // Infinity and NaN keep their all-ones exponent; the others change the bias from 15 to 127.
    int wideExponent = exponent == 0x1f ? 0xff : exponent + (127 - 15);
    return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
  }
}
