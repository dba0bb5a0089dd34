package dev.netc.cli.graph;

import static dev.netc.cli.picture.SvgWriter.colour;
import static dev.netc.cli.picture.SvgWriter.number;

import dev.netc.cli.graph.Picture.Line;
import dev.netc.cli.graph.Picture.Rectangle;
import dev.netc.cli.graph.Picture.Style;
import dev.netc.cli.graph.Picture.Text;
import dev.netc.cli.picture.SvgWriter;
import java.io.OutputStream;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/** Writes a picture as an SVG document, which stands alone. */
final class SvgFile {
  static final int MARGIN = 12;
  static final int FONT_SIZE = 12;
  static final int SMALL_FONT_SIZE = 11;
  static final int LINE = 16;

  private final SvgWriter svg;

  private SvgFile(SvgWriter svg) {
    this.svg = svg;
  }

  /**
   * @throws XMLStreamException if the stream cannot be written
   */
  static void write(Picture picture, OutputStream out) throws XMLStreamException {
    SvgWriter.document(
        out,
        picture.width() + 2 * MARGIN,
        picture.height() + 2 * MARGIN,
        picture.title(),
        svg -> new SvgFile(svg).write(picture));
  }

  private void write(Picture picture) throws XMLStreamException {
    arrowHead();
    svg.start("g");
    svg.attributes("transform", "translate(" + MARGIN + "," + MARGIN + ")");
    for (Rectangle rectangle : picture.rectangles()) {
      if (rectangle.style() == Style.FRAME) rectangle(rectangle);
    }
    for (Line line : picture.lines()) line(line);
    for (Rectangle rectangle : picture.rectangles()) {
      if (rectangle.style() != Style.FRAME) rectangle(rectangle);
    }
    for (Text text : picture.texts()) {
      text(
          text.x(), text.y(), "middle", SMALL_FONT_SIZE, text.isGradient() ? "#cf222e" : "#24292f");
      svg.text(text.text());
      svg.end();
    }
    svg.end();
  }

  private void arrowHead() throws XMLStreamException {
    svg.start("marker");
    svg.attributes("id", "head", "viewBox", "0 0 10 10", "refX", "9", "refY", "5");
    svg.attributes("markerWidth", "7", "markerHeight", "7", "orient", "auto");
    svg.empty("path");
    svg.attributes("d", "M0 1 L10 5 L0 9 z", "fill", "#57606a");
    svg.end();
  }

  private void rectangle(Rectangle r) throws XMLStreamException {
    svg.empty("rect");
    svg.attributes("x", number(r.x()), "y", number(r.y()));
    svg.attributes("width", number(r.width()), "height", number(r.height()));
    svg.attributes("rx", String.valueOf(r.style().radius));
    svg.attributes("fill", colour(r.style().fill), "stroke", colour(r.style().border));
    boolean isFrame = r.style() == Style.FRAME;
    double x = isFrame ? r.x() + 8 : r.x() + r.width() / 2;
    double y = isFrame ? r.y() + LINE : r.y() + (r.height() - r.lines().size() * LINE) / 2 + 12;
    for (int i = 0; i < r.lines().size(); i++) {
      boolean large = i == 0 && !isFrame;
      text(
          x,
          y + i * LINE,
          isFrame ? "start" : "middle",
          large ? FONT_SIZE : SMALL_FONT_SIZE,
          large ? "#24292f" : "#57606a");
      svg.text(r.lines().get(i));
      svg.end();
    }
  }

  private void line(Line line) throws XMLStreamException {
    svg.empty("polyline");
    String points =
        line.points().stream()
            .map(p -> number(p.x()) + "," + number(p.y()))
            .collect(Collectors.joining(" "));
    svg.attributes("points", points, "fill", "none", "stroke", "#57606a");
    svg.attributes("marker-end", "url(#head)");
  }

  private void text(double x, double y, String anchor, int size, String colour)
      throws XMLStreamException {
    svg.start("text");
    svg.attributes("x", number(x), "y", number(y), "text-anchor", anchor);
    svg.attributes("font-size", String.valueOf(size), "fill", colour);
  }
}
