package dev.netc.cli.graph;

import dev.netc.cli.graph.Picture.Line;
import dev.netc.cli.graph.Picture.Rectangle;
import dev.netc.cli.graph.Picture.Style;
import dev.netc.cli.graph.Picture.Text;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a picture as an SVG document, which stands alone. */
final class SvgFile {
  static final int MARGIN = 12;
  static final int FONT_SIZE = 12;
  static final int SMALL_FONT_SIZE = 11;
  static final int LINE = 16;

  private final XMLStreamWriter xml;

  private SvgFile(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * @throws XMLStreamException if the stream cannot be written
   */
  static void write(Picture picture, OutputStream out) throws XMLStreamException {
    XMLStreamWriter xml =
        XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
    new SvgFile(xml).write(picture);
    xml.close();
  }

  private void write(Picture picture) throws XMLStreamException {
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("svg");
    xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
    String width = number(picture.width() + 2 * MARGIN);
    String height = number(picture.height() + 2 * MARGIN);
    attributes("width", width, "height", height, "viewBox", "0 0 " + width + " " + height);
    attributes("font-family", "Helvetica, Arial, 'DejaVu Sans', sans-serif");
    element("title", picture.title());
    arrowHead();
    xml.writeStartElement("g");
    attributes("transform", "translate(" + MARGIN + "," + MARGIN + ")");
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
      xml.writeCharacters(text.text());
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
  }

  private void arrowHead() throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("marker");
    attributes("id", "head", "viewBox", "0 0 10 10", "refX", "9", "refY", "5");
    attributes("markerWidth", "7", "markerHeight", "7", "orient", "auto");
    xml.writeEmptyElement("path");
    attributes("d", "M0 1 L10 5 L0 9 z", "fill", "#57606a");
    xml.writeEndElement();
  }

  private void rectangle(Rectangle r) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeEmptyElement("rect");
    attributes("x", number(r.x()), "y", number(r.y()));
    attributes("width", number(r.width()), "height", number(r.height()));
    attributes("rx", String.valueOf(r.style().radius));
    attributes("fill", colour(r.style().fill), "stroke", colour(r.style().border));
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
      xml.writeCharacters(r.lines().get(i));
      xml.writeEndElement();
    }
  }

  private void line(Line line) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeEmptyElement("polyline");
    String points =
        line.points().stream()
            .map(p -> number(p.x()) + "," + number(p.y()))
            .collect(Collectors.joining(" "));
    attributes("points", points, "fill", "none", "stroke", "#57606a");
    attributes("marker-end", "url(#head)");
  }

  private void text(double x, double y, String anchor, int size, String colour)
      throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("text");
    attributes("x", number(x), "y", number(y), "text-anchor", anchor);
    attributes("font-size", String.valueOf(size), "fill", colour);
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeCharacters("\n");
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

  /** At most one decimal, as pictures need no more. */
  private static String number(double value) {
    double rounded = Math.rint(value * 10) / 10;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }
}
