package dev.netc.cli.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.chart.Chart.Point;
import dev.netc.cli.chart.Chart.Proportion;
import dev.netc.cli.chart.Chart.Quantity;
import dev.netc.cli.chart.Chart.Series;
import dev.netc.cli.picture.PictureFile;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FigureTest {
  private static final Chart TIMES =
      new Chart(
          "times",
          new Quantity("work", "FLOP"),
          new Quantity("time", "s"),
          List.of(
              new Series(
                  "De<ep",
                  List.of(
                      new Point(1e6, 1e-3, "batch 1", "1"),
                      new Point(1e8, 1e-2, "batch 100", "100"))),
              new Series("Wide", List.of(new Point(1e9, 0.2, "batch 1", "")))),
          List.of(new Proportion("at the peak", 1e-11)));

  @TempDir private Path folder;

  private Document svg(Figure figure) throws Exception {
    Path file = folder.resolve("figure.svg");
    figure.write(PictureFile.named(file));
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<String> texts(Document document, String element) {
    NodeList found = document.getElementsByTagName(element);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  @Test
  void anSvgHasNamesAxesAndADotForEachPoint() throws Exception {
    Document document = svg(new Figure("all of it", List.of(TIMES)));
    List<String> words = texts(document, "text");
    for (String word :
        List.of(
            "all of it",
            "times",
            "De<ep",
            "Wide",
            "at the peak",
            "work (FLOP)",
            "time (s)",
            "10 MFLOP",
            "10 ms",
            "100")) {
      assertTrue(words.contains(word), word + " in " + words);
    }
    assertEquals(
        List.of(
            "De<ep, batch 1: 1 MFLOP, 1 ms",
            "De<ep, batch 100: 100 MFLOP, 10 ms",
            "Wide, batch 1: 1 GFLOP, 200 ms"),
        texts(document, "circle"));
  }

  @Test
  void dotsLieWhereTheirValuesAre() throws Exception {
    NodeList dots = svg(new Figure("", List.of(TIMES))).getElementsByTagName("circle");
    double[] x = new double[3];
    double[] y = new double[3];
    for (int i = 0; i < 3; i++) {
      x[i] = Double.parseDouble(((Element) dots.item(i)).getAttribute("cx"));
      y[i] = Double.parseDouble(((Element) dots.item(i)).getAttribute("cy"));
    }
    // Two decades and one; numbers of the document have one decimal.
    assertEquals(2, (x[1] - x[0]) / (x[2] - x[1]), 0.01);
    assertEquals(Math.log(10) / Math.log(20), (y[0] - y[1]) / (y[1] - y[2]), 0.01);
  }

  @Test
  void aPngHasTwiceTheSizeAndAllColours() throws Exception {
    Path file = folder.resolve("figure.png");
    Figure figure = new Figure("title", List.of(TIMES, TIMES));
    figure.write(PictureFile.named(file));
    BufferedImage image = ImageIO.read(file.toFile());
    Element root = svg(figure).getDocumentElement();
    assertEquals(2 * Integer.parseInt(root.getAttribute("width")), image.getWidth());
    assertEquals(2 * Integer.parseInt(root.getAttribute("height")), image.getHeight());
    Set<Integer> colours = new HashSet<>();
    for (int rgb :
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
      colours.add(rgb & 0xffffff);
    }
    assertTrue(colours.containsAll(Set.of(0xffffff, 0x0072b2, 0xd55e00)), "two series");
  }

  @Test
  void onePointIsAFigureToo() throws Exception {
    Chart one =
        new Chart(
            "",
            TIMES.x(),
            TIMES.y(),
            List.of(new Series("Only", List.of(new Point(5, 5, "batch 1", "")))),
            List.of());
    assertEquals(1, svg(new Figure("", List.of(one))).getElementsByTagName("circle").getLength());
  }

  @Test
  void theSameFigureIsTheSameBytes() throws Exception {
    Figure figure = new Figure("title", List.of(TIMES));
    svg(figure);
    byte[] first = Files.readAllBytes(folder.resolve("figure.svg"));
    svg(figure);
    assertEquals(-1, Arrays.mismatch(first, Files.readAllBytes(folder.resolve("figure.svg"))));
  }

  @Test
  void whatHasNoLogarithmIsNoPoint() {
    assertThrows(IllegalArgumentException.class, () -> new Point(0, 1, "", ""));
    assertThrows(IllegalArgumentException.class, () -> new Point(1, Double.NaN, "", ""));
  }
}
