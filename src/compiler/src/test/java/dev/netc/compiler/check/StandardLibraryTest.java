package dev.netc.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks of the standard library are those of their papers, to the last parameter. */
class StandardLibraryTest {

  private static Checked check(String program) {
    Source source = Source.of("program.net", "import \"std/vision.net\"\n" + program);
    return Checker.check(source, Imports.NONE, (reader, arguments, from) -> null);
  }

  private static Network network(String net, String shape) {
    Checked checked =
        check("net Main { input image %s  output y = image -> %s }".formatted(shape, net));
    assertEquals("", Report.of(checked.diagnostics()));
    return checked.program().networks().get("Main");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AlexNet                     | 61100840",
        "Vgg(11)                     | 132863336",
        "Vgg(13)                     | 133047848",
        "Vgg                         | 138357544",
        "Vgg(19)                     | 143667240",
        "GoogLeNet                   | 6998552",
        "GoogLeNet(normalized = true)| 7005832",
        "ResNet                      | 11689512",
        "ResNet(34)                  | 21797672",
        "ResNet(50)                  | 25557032",
        "ResNet(101)                 | 44549160",
        "ResNet(152)                 | 60192808",
      })
  void parametersForAThousandClasses(String net, long parameters) {
    assertEquals(parameters, network(net, "[3, 224, 224]").parameterCount());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LeNet         | 61706",
        "SimpleConvNet | 433890",
        "DeepConvNet   | 123552",
      })
  void parametersForTenDigits(String net, long parameters) {
    assertEquals(parameters, network(net, "[1, 28, 28]").parameterCount());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LeNet(image.shape, 5)         | [3, 32, 32]",
        "SimpleConvNet(image.shape, 5) | [2, 20, 14]",
        "DeepConvNet(image.shape, 5)   | [3, 32, 32]",
        "AlexNet(image.shape, 5)       | [1, 64, 64]",
        "Vgg(11, image.shape, 5)       | [3, 32, 64]",
        "GoogLeNet(image.shape, 5)     | [1, 65, 50]",
        "ResNet(50, image.shape, 5)    | [3, 33, 32]",
      })
  void otherShapesAndClasses(String net, String shape) {
    Network network = network(net, shape);
    assertEquals("[5]", network.outputs().get("y").type().shape().toString());
  }

  @Test
  void parametersAreCalledByWhatTheyDo() {
    var names = network("ResNet(18)", "[3, 224, 224]").parameters().stream().map(p -> p.name());
    assertTrue(names.anyMatch("y.resnet.features.stage[3].y.basic[1].main.conv[0].weight"::equals));
  }

  @Test
  void everyNetStandsAlone() {
    Source library = StandardLibrary.find("std/vision.net").orElseThrow();
    Checked checked = Checker.check(library, Imports.NONE, (reader, arguments, from) -> null);
    assertEquals("", Report.of(checked.diagnostics()));
    assertTrue(checked.program().networks().containsKey("ResNet"));
  }

  @Test
  void itsNetsAreNotThoseOfTheProgram() {
    assertEquals(0, check("").program().networks().size());
  }

  @Test
  void itIsTheSameHoweverOftenItIsImported() {
    assertSame(
        StandardLibrary.find("std/vision.net").get(), StandardLibrary.find("std/vision.net").get());
    assertTrue(StandardLibrary.find("std/visio.net").isEmpty());
    Source nothing = Source.of("program.net", "import \"std/visio.net\"");
    String report =
        Report.of(
            Checker.check(nothing, Imports.NONE, (reader, arguments, from) -> null).diagnostics());
    assertTrue(report.contains("did you mean \"std/vision.net\"?"), report);
  }
}
