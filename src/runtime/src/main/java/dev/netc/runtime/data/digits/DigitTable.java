package dev.netc.runtime.data.digits;

import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.Tables;
import dev.netc.runtime.random.CounterRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** The digits of one split, drawn in blocks of rows when first read. */
final class DigitTable implements Table {
  private static final int PIXELS = Canvas.SIZE * Canvas.SIZE;
  private static final List<Column> COLUMNS =
      List.of(Column.real("image", 1, Canvas.SIZE, Canvas.SIZE), Column.label("label", 10));
  private static final int BLOCK_ROWS = 500;

  /**
   * So many blocks are drawn alone; who reads more reads all, and has the rest drawn by all
   * processors.
   */
  private static final int SINGLE_BLOCKS = 2;

  private final long seed;
  private final long split;
  private final byte[] labels;
  private final AtomicReferenceArray<RowReader> blocks;
  private int drawn;

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
      int index = row / BLOCK_ROWS;
      RowReader block = blocks.get(index);
      if (block == null) {
        draw(index);
        block = blocks.get(index);
      }
      block.read(row % BLOCK_ROWS, into, at);
    }

    @Override
    public int touch(int row) {
      RowReader block = blocks.get(row / BLOCK_ROWS);
      return block == null ? 0 : block.touch(row % BLOCK_ROWS);
    }
  }

  private synchronized void draw(int wanted) {
    if (blocks.get(wanted) != null) {
      return; // Another thread was faster.
    }
    if (drawn++ < SINGLE_BLOCKS) {
      drawBlock(wanted);
    } else {
      IntStream.range(0, blocks.length())
          .parallel()
          .filter(b -> blocks.get(b) == null)
          .forEach(this::drawBlock);
    }
  }

  private void drawBlock(int block) {
    int from = block * BLOCK_ROWS;
    int count = Math.min(labels.length - from, BLOCK_ROWS);
    byte[] images = new byte[count * PIXELS];
    Hand hand = new Hand();
    for (int i = 0; i < count; i++) {
      hand.write(labels[from + i], new Draws(seed, split, from + i), images, i * PIXELS);
    }
    blocks.set(block, Tables.bytes(images, PIXELS, 255));
  }
}
