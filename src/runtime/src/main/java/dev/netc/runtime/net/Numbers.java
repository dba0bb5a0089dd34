package dev.netc.runtime.net;

/** Long lists of floats, which generated classes carry as strings of their bits. */
public final class Numbers {
  private static final int DIGITS = 8;
  private static final int RADIX = 16;

  private Numbers() {}

  /** The floats whose bits the strings state, 8 hexadecimal digits each. */
  public static float[] of(String... bits) {
    int count = 0;
    for (String part : bits) {
      count += part.length() / DIGITS;
    }
    float[] values = new float[count];
    int i = 0;
    for (String part : bits) {
      for (int at = 0; at < part.length(); at += DIGITS) {
        values[i++] = Float.intBitsToFloat(Integer.parseUnsignedInt(part, at, at + DIGITS, RADIX));
      }
    }
    return values;
  }
}
