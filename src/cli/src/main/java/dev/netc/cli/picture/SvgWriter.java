package dev.netc.cli.picture;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an SVG document that stands alone, element by element. */
public final class SvgWriter {
  private final XMLStreamWriter xml;

  private SvgWriter(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** What a document shows. */
  public interface Content {
    /**
     * @throws XMLStreamException if the stream cannot be written
     */
    void write(SvgWriter svg) throws XMLStreamException;
  }

  /**
   * Writes a document.
   *
   * @param width in pixels
   * @param height in pixels
   * @param title for readers who cannot see it
   * @throws XMLStreamException if the stream cannot be written
   */
  public static void document(
      OutputStream out, double width, double height, String title, Content content)
      throws XMLStreamException {
    XMLStreamWriter xml =
        XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
    SvgWriter svg = new SvgWriter(xml);
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    svg.start("svg");
    xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
    svg.attributes("width", number(width), "height", number(height));
    svg.attributes("viewBox", "0 0 " + number(width) + " " + number(height));
    svg.attributes("font-family", "Helvetica, Arial, 'DejaVu Sans', sans-serif");
    svg.element("title", title);
    content.write(svg);
    svg.end();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
    xml.close();
  }

  /** Begins an element, whose attributes come next. */
  public void start(String name) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(name);
  }

  /** An element without content, whose attributes come next. */
  public void empty(String name) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeEmptyElement(name);
  }

  /** An element that holds this text alone, on the line of the one that it is in. */
  public void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    text(text);
    end();
  }

  /** Attributes of the element that has just begun: a name, its value, the next name. */
  public void attributes(String... pairs) throws XMLStreamException {
    for (int i = 0; i < pairs.length; i += 2) {
      xml.writeAttribute(pairs[i], pairs[i + 1]);
    }
  }

  /** Text within the element that has begun. */
  public void text(String text) throws XMLStreamException {
    xml.writeCharacters(text);
  }

  /** Ends the element that has begun last. */
  public void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  /**
   * A colour as an attribute has it.
   *
   * @param rgb red, green and blue, 8 bits each
   */
  public static String colour(int rgb) {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  /** A number of pixels with at most one decimal, as pictures need no more. */
  public static String number(double pixels) {
    double rounded = Math.rint(pixels * 10) / 10;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }
}
