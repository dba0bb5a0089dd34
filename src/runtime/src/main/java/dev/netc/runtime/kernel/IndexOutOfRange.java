package dev.netc.runtime.kernel;

/** A class label or row index that is no whole number, or outside what it indexes. */
public final class IndexOutOfRange extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final float value;
  private final int size;

  /**
   * @param value the index found
   * @param position where in the index tensor it was found
   * @param size how many rows or classes there are; 0 to size - 1 are valid
   */
  public IndexOutOfRange(float value, long position, int size) {
    super(
        "the index %s at position %d is not one of 0 to %d"
            .formatted(shown(value), position, size - 1));
    this.value = value;
    this.size = size;
  }

  private static String shown(float value) {
    return value == (long) value ? Long.toString((long) value) : Float.toString(value);
  }

  /** The index found. */
  public float value() {
    return value;
  }

  /** How many rows or classes there are; 0 to size - 1 are valid. */
  public int size() {
    return size;
  }

  /**
   * The index that a float stands for.
   *
   * @throws IndexOutOfRange if it is not a whole number from 0 to {@code size - 1}
   */
  static int checked(float value, long position, int size) {
    int index = (int) value;
    if (index != value || index < 0 || index >= size) {
      throw new IndexOutOfRange(value, position, size);
    }
    return index;
  }
}
