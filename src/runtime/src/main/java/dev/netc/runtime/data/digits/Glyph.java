package dev.netc.runtime.data.digits;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to write a digit: strokes through control points.
 *
 * @param strokes of each stroke its points x0, y0, x1, y1, …; x runs right and y runs down, both 0
 *     to 1 over the digit's box. A point given twice in a row is a corner; at all others the stroke
 *     is smooth
 */
record Glyph(List<float[]> strokes) {

  /**
   * Reads the notation of {@link StrokeModels}: points "x,y" in hundredths of the box, blanks
   * between them, "/" between strokes.
   */
  static Glyph parse(String notation) {
    List<float[]> strokes = new ArrayList<>();
    for (String stroke : notation.split("/")) {
      String[] points = stroke.trim().split("\\s+");
      float[] coordinates = new float[2 * points.length];
      for (int i = 0; i < points.length; i++) {
        int comma = points[i].indexOf(',');
        coordinates[2 * i] = Integer.parseInt(points[i].substring(0, comma)) / 100f;
        coordinates[2 * i + 1] = Integer.parseInt(points[i].substring(comma + 1)) / 100f;
      }
      strokes.add(coordinates);
    }
    return new Glyph(List.copyOf(strokes));
  }
}
