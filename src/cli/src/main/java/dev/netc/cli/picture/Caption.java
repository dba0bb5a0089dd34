package dev.netc.cli.picture;

import java.awt.image.BufferedImage;

/** A word on a dark ground, as large as it may be and cut off where there is no room. */
final class Caption {
  private static final int LARGEST = 2;

  private final String text;
  private final int zoom;

  /**
   * @param room pixels that it may be wide
   */
  Caption(String text, int room) {
    zoom = width(text, LARGEST) <= room ? LARGEST : 1;
    int letters = Math.max(0, (room / zoom - 1) / BitmapFont.ADVANCE);
    this.text = text.length() <= letters ? text : text.substring(0, letters);
  }

  private static int width(String text, int zoom) {
    return text.isEmpty() ? 0 : zoom * (text.length() * BitmapFont.ADVANCE + 1);
  }

  int width() {
    return width(text, zoom);
  }

  int height() {
    return text.isEmpty() ? 0 : zoom * (BitmapFont.HEIGHT + 2);
  }

  void draw(BufferedImage image, int left, int top, int colour, int ground) {
    for (int y = 0; y < height(); y++) {
      for (int x = 0; x < width(); x++) {
        int column = x / zoom - 1;
        int letter = Math.floorDiv(column, BitmapFont.ADVANCE);
        boolean set =
            letter >= 0
                && letter < text.length()
                && BitmapFont.isSet(text.charAt(letter), y / zoom - 1, column % BitmapFont.ADVANCE);
        image.setRGB(left + x, top + y, set ? colour : ground);
      }
    }
  }
}
