package dev.netc.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.ExitCode;
import dev.netc.cli.Programs;
import dev.netc.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class GraphCommandTest {
  private static final String NESTED =
      """
      net Block(units) {
          input x
          main = x -> dense(units) -> relu
          output main + x
      }

      net Outer {
          input image [4]
          trunk = image -> repeat 2 { Block(4) }
          output class = trunk -> dense(3) -> softmax
          output size = sum(trunk)
      }
      """;

  @TempDir private Path folder;

  private final Terminal terminal = Terminal.files();

  @Test
  void layersAreBoxesAndNetsAreFrames() throws Exception {
    Path program = Programs.write(folder, "nested.net", NESTED);
    Path out = folder.resolve("outer.svg");
    assertEquals(ExitCode.SUCCESS, terminal.run("graph", program, "Outer", "-o", out));
    List<String> texts = texts(out);
    assertTrue(texts.containsAll(List.of("trunk.block[0]", "trunk.block[1]")), texts::toString);
    assertTrue(texts.contains("[4]  20 parameters"), texts::toString);
    assertTrue(texts.contains("dense(3)") && texts.contains("[3]  15 parameters"));
    assertTrue(texts.contains("size") && texts.contains("a number"), texts::toString);
    // image, 2 × (dense, relu, +), dense, softmax, sum and 2 outputs; 2 frames
    assertEquals(12 + 2, document(out).getElementsByTagName("rect").getLength());
    // 2 × (into dense and +, dense to relu, relu to +), then dense, softmax, class, sum, size
    assertEquals(8 + 5, document(out).getElementsByTagName("polyline").getLength());
  }

  @Test
  void theSameProgramGivesTheSameBytes() throws IOException {
    Path program = Programs.write(folder, "nested.net", NESTED);
    Path first = folder.resolve("a.svg");
    Path second = folder.resolve("b.svg");
    terminal.run("graph", program, "Outer", "-o", first);
    terminal.run("graph", program, "Outer", "-o", second);
    assertEquals(-1, Files.mismatch(first, second));
  }

  @Test
  void valuesStandAboveTheArrowsAndGradientsBelow() throws Exception {
    Path program = Programs.write(folder, "shop.net", Programs.FORMULAS);
    Path out = folder.resolve("shop.svg");
    int code =
        terminal.run(
            "graph",
            program,
            "Shopping",
            "--values",
            "-o",
            out,
            "--input",
            "apple=100",
            "--input",
            "apples=2",
            "--input",
            "tax=1.1");
    assertEquals(ExitCode.SUCCESS, code, terminal.err());
    List<String> texts = texts(out);
    for (String shown : List.of("100", "2.2", "2", "110", "200", "1.1", "220", "1", "×")) {
      assertTrue(texts.contains(shown), shown + " in " + texts);
    }
  }

  @Test
  void aValueReadTwiceShowsThePartOfEachReader() throws Exception {
    Path program =
        Programs.write(
            folder, "twice.net", "net Twice { input x []  output y = 3 * x + exp(x) * 0 }");
    Path out = folder.resolve("twice.svg");
    terminal.run("graph", program, "Twice", "--values", "-o", out, "--input", "x=5");
    List<String> texts = texts(out);
    assertTrue(texts.contains("3") && texts.contains("0"), texts::toString);
    assertEquals(3, texts.stream().filter("5"::equals).count(), "from x twice, and back to the 3");
  }

  @Test
  void aPngIsAPictureToo() throws IOException {
    Path program = Programs.write(folder, "xor.net", Programs.XOR);
    Path out = folder.resolve("net.png");
    assertEquals(ExitCode.SUCCESS, terminal.run("graph", program, "Learn", "-o", out));
    assertTrue(ImageIO.read(out.toFile()).getHeight() > 300);
  }

  @Test
  void namesOfTheProgramCannotBreakTheDocument() throws Exception {
    Path program =
        Programs.write(folder, "less.net", "net Less { input x []  output y = x < 3 and x > 1 }");
    Path out = folder.resolve("less.svg");
    assertEquals(ExitCode.SUCCESS, terminal.run("graph", program, "-o", out), terminal.err());
    assertTrue(texts(out).containsAll(List.of("<", ">", "and")));
  }

  @Test
  void whatCannotBeDrawnIsRefused() throws IOException {
    Path program = Programs.write(folder, "nested.net", NESTED);
    assertEquals(ExitCode.USAGE, terminal.run("graph", program, "Outer", "-o", "net.gif"));
    assertTrue(terminal.err().contains("ends in .svg or .png"), terminal.err());
    assertEquals(ExitCode.USAGE, terminal.run("graph", program, "Outer", "--input", "image=1"));
    assertTrue(terminal.err().contains("add --values"), terminal.err());
    Path nowhere = folder.resolve("missing/net.svg");
    assertEquals(ExitCode.WRONG, terminal.run("graph", program, "Outer", "-o", nowhere));
    assertTrue(terminal.err().contains("the folder does not exist"), terminal.err());
    assertFalse(Files.exists(nowhere));
    assertEquals(
        ExitCode.USAGE,
        terminal.run("graph", program, "Outer", "--values", "--input", "image=[1,2,3,4]"));
    assertTrue(terminal.err().contains("--of class"), terminal.err());
  }

  private static List<String> texts(Path svg) throws Exception {
    NodeList texts = document(svg).getElementsByTagName("text");
    return java.util.stream.IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }

  private static Document document(Path svg) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
  }
}
