package dev.netc.cli.chart;

import dev.netc.cli.chart.Scene.Dot;
import dev.netc.cli.chart.Scene.Line;
import dev.netc.cli.chart.Scene.Place;
import dev.netc.cli.chart.Scene.Shape;
import dev.netc.cli.chart.Scene.Words;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** Paints a scene as a PNG, at twice the size of the SVG. */
final class PngScene {
  static final int SCALE = 2;

  private final Graphics2D g;

  private PngScene(Graphics2D g) {
    this.g = g;
  }

  /**
   * @throws IOException if the stream cannot be written
   */
  static void write(Scene scene, OutputStream out) throws IOException {
    BufferedImage image =
        new BufferedImage(
            SCALE * scene.width(), SCALE * scene.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.scale(SCALE, SCALE);
    PngScene painted = new PngScene(g);
    scene.shapes().forEach(painted::paint);
    g.dispose();
    ImageIO.write(image, "png", out);
  }

  private void paint(Shape shape) {
    if (shape instanceof Line line) {
      line(line);
    } else if (shape instanceof Dot dot) {
      g.setColor(new Color(dot.colour()));
      double r = Dot.RADIUS;
      g.fill(new Ellipse2D.Double(dot.at().x() - r, dot.at().y() - r, 2 * r, 2 * r));
    } else if (shape instanceof Words words) {
      words(words);
    }
  }

  private void line(Line line) {
    Path2D path = new Path2D.Double();
    Place first = line.places().get(0);
    path.moveTo(first.x(), first.y());
    line.places().stream().skip(1).forEach(p -> path.lineTo(p.x(), p.y()));
    float width = (float) line.width();
    g.setColor(new Color(line.colour()));
    g.setStroke(
        line.isDashed()
            ? new BasicStroke(
                width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0)
            : new BasicStroke(width));
    g.draw(path);
  }

  private void words(Words words) {
    AffineTransform upright = g.getTransform();
    g.setFont(new Font(Font.SANS_SERIF, words.isBold() ? Font.BOLD : Font.PLAIN, Scene.FONT_SIZE));
    g.setColor(new Color(Words.COLOUR));
    double width = g.getFontMetrics().getStringBounds(words.text(), g).getWidth();
    g.translate(words.at().x(), words.at().y());
    if (words.isUpwards()) {
      g.rotate(-Math.PI / 2);
    }
    g.drawString(words.text(), (float) (-words.anchor().before * width), 0);
    g.setTransform(upright);
  }
}
