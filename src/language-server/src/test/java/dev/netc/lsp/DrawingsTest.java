package dev.netc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrawingsTest {
  private static final TextDocumentIdentifier DOCUMENT = new TextDocumentIdentifier("untitled:a");
  private static final String PROGRAM =
      """
      data digits = digits()
      net Open { input x  output x }
      net Reader { input image [784]  output digit = image -> dense(10) -> softmax }
      net Deep { input x [2]  output y = x -> repeat 2500 { dense(2) -> relu } }
      train Digits {
          net      Reader
          data     digits
          minimize cross_entropy(digit, label)
          epochs   1
      }
      """;

  private final StaleTest.Line line = new StaleTest.Line();
  private final Workspace workspace = new Workspace(Map.of());
  private final Drawings drawings =
      new Drawings(new Documents(workspace, line), network -> "picture of " + network.name());

  private Drawings.Drawn draw(String text, String name) throws Exception {
    workspace.put(new Buffer(DOCUMENT.getUri(), 1, text));
    var drawn = drawings.draw(new Drawings.Wanted(DOCUMENT, name));
    line.work();
    return Session.get(drawn);
  }

  @AfterEach
  void nothingIsLeft() {
    workspace.remove(DOCUMENT.getUri());
  }

  @Test
  void theFirstNetworkIsMeantWithoutAName() throws Exception {
    List<String> names = List.of("Reader", "Deep", "Digits");
    assertEquals(
        new Drawings.Drawn("Reader", names, "picture of Reader", null), draw(PROGRAM, null));
  }

  @Test
  void ofATrainItsNetworkIsDrawn() throws Exception {
    assertEquals("picture of Digits", draw(PROGRAM, "Digits").svg());
  }

  @Test
  void itIsSaidWhyThereIsNoPicture() throws Exception {
    assertTrue(draw(PROGRAM, "Open").problem().contains("an input without a shape"));
    assertTrue(draw(PROGRAM, "Deep").problem().contains("too many for a picture"));
    assertTrue(draw("net A { input x  output x }", "").problem().contains("No net stands alone"));
    Drawings.Drawn broken = draw(PROGRAM.replace("softmax", "sotfmax"), "Reader");
    assertNull(broken.svg());
    assertEquals(List.of("Deep"), broken.names());
  }
}
