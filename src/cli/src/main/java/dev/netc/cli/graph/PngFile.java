package dev.netc.cli.graph;

import dev.netc.cli.graph.Picture.Line;
import dev.netc.cli.graph.Picture.Point;
import dev.netc.cli.graph.Picture.Rectangle;
import dev.netc.cli.graph.Picture.Style;
import dev.netc.cli.graph.Picture.Text;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.ImageIO;

/** Paints a picture as a PNG, at twice the size of the SVG. */
final class PngFile {
  private static final double SCALE = 2;

  /** Pixels of a picture: 400 MB of memory while it is painted. */
  static final long MOST_PIXELS = 100_000_000;

  private static final Color INK = new Color(0x24292f);
  private static final Color GREY = new Color(0x57606a);
  private static final Color RED = new Color(0xcf222e);

  private final Graphics2D g;

  private PngFile(Graphics2D g) {
    this.g = g;
  }

  /** How many pixels the picture has. */
  static long pixels(Picture picture) {
    return (long) width(picture) * height(picture);
  }

  private static int width(Picture picture) {
    return (int) Math.ceil((picture.width() + 2 * SvgFile.MARGIN) * SCALE);
  }

  private static int height(Picture picture) {
    return (int) Math.ceil((picture.height() + 2 * SvgFile.MARGIN) * SCALE);
  }

  /**
   * @throws IOException if the stream cannot be written
   */
  static void write(Picture picture, OutputStream out) throws IOException {
    BufferedImage image =
        new BufferedImage(width(picture), height(picture), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.scale(SCALE, SCALE);
    g.translate(SvgFile.MARGIN, SvgFile.MARGIN);
    new PngFile(g).paint(picture);
    g.dispose();
    ImageIO.write(image, "png", out);
  }

  private void paint(Picture picture) {
    picture.rectangles().stream().filter(r -> r.style() == Style.FRAME).forEach(this::rectangle);
    picture.lines().forEach(this::line);
    picture.rectangles().stream().filter(r -> r.style() != Style.FRAME).forEach(this::rectangle);
    for (Text text : picture.texts()) {
      text(
          text.text(),
          text.x(),
          text.y(),
          true,
          SvgFile.SMALL_FONT_SIZE,
          text.isGradient() ? RED : INK);
    }
  }

  private void rectangle(Rectangle r) {
    double arc = 2.0 * r.style().radius;
    RoundRectangle2D shape =
        new RoundRectangle2D.Double(r.x(), r.y(), r.width(), r.height(), arc, arc);
    g.setColor(new Color(r.style().fill));
    g.fill(shape);
    g.setColor(new Color(r.style().border));
    g.setStroke(new BasicStroke(1));
    g.draw(shape);
    boolean isFrame = r.style() == Style.FRAME;
    double x = isFrame ? r.x() + 8 : r.x() + r.width() / 2;
    double lines = r.lines().size() * SvgFile.LINE;
    double y = isFrame ? r.y() + SvgFile.LINE : r.y() + (r.height() - lines) / 2 + 12;
    for (int i = 0; i < r.lines().size(); i++) {
      boolean large = i == 0 && !isFrame;
      int size = large ? SvgFile.FONT_SIZE : SvgFile.SMALL_FONT_SIZE;
      text(r.lines().get(i), x, y + i * SvgFile.LINE, !isFrame, size, large ? INK : GREY);
    }
  }

  private void line(Line line) {
    List<Point> points = line.points();
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).x(), points.get(0).y());
    points.stream().skip(1).forEach(p -> path.lineTo(p.x(), p.y()));
    g.setColor(GREY);
    g.setStroke(new BasicStroke(1));
    g.draw(path);
    head(points.get(points.size() - 2), points.get(points.size() - 1));
  }

  private void head(Point from, Point to) {
    AffineTransform at = AffineTransform.getTranslateInstance(to.x(), to.y());
    at.rotate(Math.atan2(to.y() - from.y(), to.x() - from.x()));
    Path2D head = new Path2D.Double();
    head.moveTo(0, 0);
    head.lineTo(-7, -2.8);
    head.lineTo(-7, 2.8);
    head.closePath();
    g.fill(at.createTransformedShape(head));
  }

  private void text(String text, double x, double y, boolean centred, int size, Color colour) {
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
    g.setColor(colour);
    double width = g.getFontMetrics().getStringBounds(text, g).getWidth();
    g.drawString(text, (float) (centred ? x - width / 2 : x), (float) y);
  }
}
