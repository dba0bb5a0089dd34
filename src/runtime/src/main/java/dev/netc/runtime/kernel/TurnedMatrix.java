package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.Tile;
import dev.netc.runtime.memory.View;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A small matrix turned over for a product that begins at once. Each thread has one, in its core's
 * cache, for to turn a matrix over takes no longer than to fetch it from another core.
 */
final class TurnedMatrix {
  /** Numbers of a matrix. */
  static final int MOST = 16_384;

  /** Numbers of a row. */
  static final int LONGEST_ROW = 128;

  private static final int ROWS = 8;

  private static final ThreadLocal<TurnedMatrix> OF_THREAD =
      ThreadLocal.withInitial(TurnedMatrix::new);

  private final Tile tile = new Tile();
  private final float[] turned = new float[MOST];
  private final FloatBuffer floats;
  private final FloatPointer pointer;

  private TurnedMatrix() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(MOST * Float.BYTES);
    this.floats = bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
    this.pointer = new FloatPointer(floats);
  }

  static TurnedMatrix ofThread() {
    return OF_THREAD.get();
  }

  /**
   * The transposed matrix, in memory that the next one takes.
   *
   * @param x [rows, columns], at most {@link #MOST} numbers in rows of at most {@link #LONGEST_ROW}
   */
  FloatPointer turn(View x, int rows, int columns) {
    int row = 0;
    for (; row <= rows - ROWS; row += ROWS) {
      tile.at(x, (long) row * columns, ROWS * columns);
      turnEight(tile, turned, row, rows, columns);
    }
    for (; row < rows; row++) {
      tile.at(x, (long) row * columns, columns);
      turnOne(tile, turned, row, rows, columns);
    }
    floats.put(0, turned, 0, rows * columns);
    return pointer;
  }

  /** Eight rows together, so that what is written lies side by side. */
  private static void turnEight(Tile x, float[] y, int row, int rows, int columns) {
    int to = row;
    for (int c = 0; c < columns; c++) {
      y[to] = x.get(c);
      y[to + 1] = x.get(columns + c);
      y[to + 2] = x.get(2 * columns + c);
      y[to + 3] = x.get(3 * columns + c);
      y[to + 4] = x.get(4 * columns + c);
      y[to + 5] = x.get(5 * columns + c);
      y[to + 6] = x.get(6 * columns + c);
      y[to + 7] = x.get(7 * columns + c);
      to += rows;
    }
  }

  private static void turnOne(Tile x, float[] y, int row, int rows, int columns) {
    for (int c = 0; c < columns; c++) {
      y[row + c * rows] = x.get(c);
    }
  }
}
