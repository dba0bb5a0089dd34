package dev.netc.cli.chart;

import static dev.netc.cli.picture.SvgWriter.colour;
import static dev.netc.cli.picture.SvgWriter.number;

import dev.netc.cli.chart.Scene.Dot;
import dev.netc.cli.chart.Scene.Line;
import dev.netc.cli.chart.Scene.Shape;
import dev.netc.cli.chart.Scene.Words;
import dev.netc.cli.picture.SvgWriter;
import java.io.OutputStream;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/** Writes a scene as an SVG document, which stands alone. */
final class SvgScene {
  private final SvgWriter svg;

  private SvgScene(SvgWriter svg) {
    this.svg = svg;
  }

  /**
   * @throws XMLStreamException if the stream cannot be written
   */
  static void write(Scene scene, OutputStream out) throws XMLStreamException {
    SvgWriter.document(
        out, scene.width(), scene.height(), scene.title(), svg -> new SvgScene(svg).write(scene));
  }

  private void write(Scene scene) throws XMLStreamException {
    svg.empty("rect");
    svg.attributes("width", number(scene.width()), "height", number(scene.height()));
    svg.attributes("fill", "#ffffff");
    svg.start("g");
    svg.attributes("font-size", String.valueOf(Scene.FONT_SIZE), "fill", colour(Words.COLOUR));
    for (Shape shape : scene.shapes()) {
      write(shape);
    }
    svg.end();
  }

  private void write(Shape shape) throws XMLStreamException {
    if (shape instanceof Line line) {
      line(line);
    } else if (shape instanceof Dot dot) {
      svg.start("circle");
      svg.attributes("cx", number(dot.at().x()), "cy", number(dot.at().y()));
      svg.attributes("r", number(Dot.RADIUS), "fill", colour(dot.colour()));
      svg.element("title", dot.says());
      svg.end();
    } else if (shape instanceof Words words) {
      words(words);
    }
  }

  private void line(Line line) throws XMLStreamException {
    svg.empty("polyline");
    svg.attributes(
        "points",
        line.places().stream()
            .map(p -> number(p.x()) + "," + number(p.y()))
            .collect(Collectors.joining(" ")));
    svg.attributes("fill", "none", "stroke", colour(line.colour()));
    svg.attributes("stroke-width", number(line.width()));
    if (line.isDashed()) {
      svg.attributes("stroke-dasharray", "6 4");
    }
  }

  private void words(Words words) throws XMLStreamException {
    String x = number(words.at().x());
    String y = number(words.at().y());
    svg.start("text");
    svg.attributes("x", x, "y", y, "text-anchor", words.anchor().word);
    if (words.isBold()) {
      svg.attributes("font-weight", "bold");
    }
    if (words.isUpwards()) {
      svg.attributes("transform", "rotate(-90 " + x + " " + y + ")");
    }
    svg.text(words.text());
    svg.end();
  }
}
