package dev.netc.cli.picture;

import dev.netc.cli.CommandFailure;
import dev.netc.runtime.data.image.ImageSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Small images side by side, a little wider than high, each pixel enlarged so that it can be seen.
 * Black is 0 and white 1; where values go below 0, as standardised ones do, black is the least of
 * the sheet and white the largest.
 */
public final class PictureSheet {
  private static final int SMALLEST_SIDE = 96;
  private static final int GAP = 4;
  private static final long MOST_PIXELS = 1 << 26;

  private static final int BACKGROUND = 0x707070;
  private static final int SHADE = 0x000000;
  private static final int UPPER = 0x80ff80;
  private static final int LOWER = 0xff9060;

  private final List<Tile> tiles;
  private final ImageSize size;
  private final int zoom;
  private final int columns;
  private final float black;
  private final float white;

  /**
   * @param tiles at least one, all of the same size, with 1 or 3 channels
   */
  public PictureSheet(List<Tile> tiles) {
    this.tiles = List.copyOf(tiles);
    size = tiles.get(0).size();
    int side = Math.min(size.height(), size.width());
    zoom = Math.max(1, (SMALLEST_SIDE + side - 1) / side);
    columns = (int) Math.max(1, Math.round(Math.sqrt(1.25 * tiles.size())));
    float least = 0;
    float most = 1;
    for (Tile tile : tiles) {
      for (float value : tile.values()) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    black = least;
    white = least < 0 ? most : 1;
  }

  /**
   * Writes it to a file, whatever was there.
   *
   * @throws CommandFailure if it cannot be written, or would be larger than one can look at
   */
  public void write(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null && !folder.toFile().isDirectory()) {
        throw new IOException("there is no folder " + folder);
      }
      ImageIO.write(image(), "png", file.toFile());
    } catch (IOException e) {
      throw CommandFailure.wrong("%s cannot be written: %s".formatted(file, e.getMessage()), "");
    }
  }

  /** The sheet as pixels. */
  BufferedImage image() {
    int rows = (tiles.size() + columns - 1) / columns;
    long width = GAP + (long) columns * (size.width() * zoom + GAP);
    long height = GAP + (long) rows * (size.height() * zoom + GAP);
    if (width * height > MOST_PIXELS) {
      throw CommandFailure.usage(
          "a sheet of %d images has %d×%d pixels".formatted(tiles.size(), height, width),
          "show fewer");
    }
    BufferedImage image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, BACKGROUND);
      }
    }
    for (int i = 0; i < tiles.size(); i++) {
      int x = GAP + i % columns * (size.width() * zoom + GAP);
      int y = GAP + i / columns * (size.height() * zoom + GAP);
      draw(image, tiles.get(i), x, y);
    }
    return image;
  }

  private void draw(BufferedImage image, Tile tile, int left, int top) {
    int width = size.width() * zoom;
    int height = size.height() * zoom;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y / zoom * size.width() + x / zoom;
        int red = shade(tile, 0, at);
        int green = size.channels() == 3 ? shade(tile, 1, at) : red;
        int blue = size.channels() == 3 ? shade(tile, 2, at) : red;
        image.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
      }
    }
    Caption upper = new Caption(tile.upper(), width);
    upper.draw(image, left, top, UPPER, SHADE);
    Caption lower = new Caption(tile.lower(), width);
    lower.draw(image, left + width - lower.width(), top + height - lower.height(), LOWER, SHADE);
  }

  private int shade(Tile tile, int channel, int at) {
    float value = tile.values()[channel * size.pixels() + at];
    return Math.round(255 * Math.max(0, Math.min(1, (value - black) / (white - black))));
  }
}
