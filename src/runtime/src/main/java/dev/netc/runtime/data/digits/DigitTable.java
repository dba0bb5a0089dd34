package dev.netc.runtime.data.digits;

import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.Tables;
import dev.netc.runtime.random.CounterRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The digits of one split. The first to be read are drawn one by one, so that a training begins at
 * once; all others meanwhile in blocks of rows, by all processors.
 */
final class DigitTable implements Table {
  private static final int PIXELS = Canvas.SIZE * Canvas.SIZE;
  private static final List<Column> COLUMNS =
      List.of(Column.real("image", 1, Canvas.SIZE, Canvas.SIZE), Column.label("label", 10));
  private static final int BLOCK_ROWS = 500;

  /** Who has read so many digits reads all: they are drawn from then on. */
  private static final int FEW = 100;

  /** So many digits are drawn for their readers alone; who reads more waits for the blocks. */
  private static final int MOST_SINGLE = 2_000;

  private final long seed;
  private final long split;
  private final byte[] labels;
  private final AtomicReferenceArray<RowReader> blocks;
  private final AtomicInteger singles = new AtomicInteger();

  /**
   * @param split number that sets this split's images and order apart from those of others, at
   *     least 0
   */
  DigitTable(long seed, long split, int rows) {
    this.seed = seed;
    this.split = split;
    labels = new byte[rows];
    // Streams below 0 are orders, those from 0 images: so no image shares numbers with an order.
    int[] order = CounterRandom.permutation(seed, -1 - split, rows);
    for (int row = 0; row < rows; row++) {
      labels[row] = (byte) (order[row] % 10);
    }
    blocks = new AtomicReferenceArray<>((rows + BLOCK_ROWS - 1) / BLOCK_ROWS);
  }

  @Override
  public int rows() {
    return labels.length;
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public RowReader reader(String column) {
    return switch (column) {
      case "image" -> new Images();
      case "label" -> (row, into, at) -> into[at] = labels[row];
      default -> throw new IllegalArgumentException("no column " + column + " among image, label");
    };
  }

  /** Reads images, and draws those that nobody has read before. */
  private final class Images implements RowReader {
    @Override
    public void read(int row, float[] into, int at) {
      RowReader block = blocks.get(row / BLOCK_ROWS);
      if (block == null) {
        int before = singles.getAndIncrement();
        if (before == FEW) {
          startDrawingAll();
        }
        if (before < MOST_SINGLE) {
          drawn(row, 1).read(0, into, at);
          return;
        }
        block = all(row);
      }
      block.read(row % BLOCK_ROWS, into, at);
    }

    @Override
    public int touch(int row) {
      RowReader block = blocks.get(row / BLOCK_ROWS);
      return block == null ? 0 : block.touch(row % BLOCK_ROWS);
    }
  }

  private void startDrawingAll() {
    Thread thread = new Thread(this::drawAll, "netc-digits");
    thread.setDaemon(true);
    // What stops it stops a reader too, who then throws it.
    thread.setUncaughtExceptionHandler((stopped, cause) -> {});
    thread.start();
  }

  /** Draws what is not drawn yet; who comes meanwhile waits. */
  private synchronized void drawAll() {
    IntStream.range(0, blocks.length())
        .parallel()
        .filter(block -> blocks.get(block) == null)
        .forEach(block -> blocks.set(block, drawn(block * BLOCK_ROWS, BLOCK_ROWS)));
  }

  /** The block of a row, after all are drawn. */
  private RowReader all(int row) {
    drawAll();
    return blocks.get(row / BLOCK_ROWS);
  }

  /** Rows from one on, as many as given or as there are. */
  private RowReader drawn(int from, int most) {
    int count = Math.min(labels.length - from, most);
    byte[] images = new byte[count * PIXELS];
    Hand hand = new Hand();
    for (int i = 0; i < count; i++) {
      hand.write(labels[from + i], new Draws(seed, split, from + i), images, i * PIXELS);
    }
    return Tables.bytes(images, PIXELS, 255);
  }
}
