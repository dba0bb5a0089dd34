package dev.netc.cli.chart;

import dev.netc.cli.chart.Scene.Dot;
import dev.netc.cli.chart.Scene.Line;
import dev.netc.cli.chart.Scene.Shape;
import dev.netc.cli.chart.Scene.Words;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a scene as an SVG document, which stands alone. */
final class SvgScene {
  private final XMLStreamWriter xml;

  private SvgScene(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * @throws XMLStreamException if the stream cannot be written
   */
  static void write(Scene scene, OutputStream out) throws XMLStreamException {
    XMLStreamWriter xml =
        XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
    new SvgScene(xml).write(scene);
    xml.close();
  }

  private void write(Scene scene) throws XMLStreamException {
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    start("svg");
    xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
    String width = String.valueOf(scene.width());
    String height = String.valueOf(scene.height());
    attributes("width", width, "height", height, "viewBox", "0 0 " + width + " " + height);
    attributes("font-family", "Helvetica, Arial, 'DejaVu Sans', sans-serif");
    attributes("font-size", String.valueOf(Scene.FONT_SIZE), "fill", colour(Words.COLOUR));
    element("title", scene.title());
    empty("rect");
    attributes("width", width, "height", height, "fill", "#ffffff");
    for (Shape shape : scene.shapes()) {
      write(shape);
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
  }

  private void write(Shape shape) throws XMLStreamException {
    if (shape instanceof Line line) {
      line(line);
    } else if (shape instanceof Dot dot) {
      start("circle");
      attributes("cx", number(dot.at().x()), "cy", number(dot.at().y()));
      attributes("r", number(Dot.RADIUS), "fill", colour(dot.colour()));
      element("title", dot.says());
      xml.writeEndElement();
    } else if (shape instanceof Words words) {
      words(words);
    }
  }

  private void line(Line line) throws XMLStreamException {
    empty("polyline");
    attributes(
        "points",
        line.places().stream()
            .map(p -> number(p.x()) + "," + number(p.y()))
            .collect(Collectors.joining(" ")));
    attributes("fill", "none", "stroke", colour(line.colour()));
    attributes("stroke-width", number(line.width()));
    if (line.isDashed()) {
      attributes("stroke-dasharray", "6 4");
    }
  }

  private void words(Words words) throws XMLStreamException {
    String x = number(words.at().x());
    String y = number(words.at().y());
    start("text");
    attributes("x", x, "y", y, "text-anchor", words.anchor().word);
    if (words.isBold()) {
      attributes("font-weight", "bold");
    }
    if (words.isUpwards()) {
      attributes("transform", "rotate(-90 " + x + " " + y + ")");
    }
    xml.writeCharacters(words.text());
    xml.writeEndElement();
  }

  private void start(String name) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(name);
  }

  private void empty(String name) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeEmptyElement(name);
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void attributes(String... pairs) throws XMLStreamException {
    for (int i = 0; i < pairs.length; i += 2) {
      xml.writeAttribute(pairs[i], pairs[i + 1]);
    }
  }

  private static String colour(int rgb) {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  private static String number(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }
}
