package dev.netc.cli.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.compiler.check.TestSpec;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.runtime.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Runs the tests that the example programs state: the textbook's numbers. */
class ExampleTestsTest {
  private static final Path ROOT = root();

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("examples"))
        || !Files.isDirectory(folder.resolve("grammar"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Real data is beside the repository where its tests are run with it. */
  static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    Path shared = ROOT.resolveSibling("shared").resolve("data");
    if (!environment.containsKey("NETC_DATA") && Files.isDirectory(shared)) {
      environment.put("NETC_DATA", shared.toString());
    }
    return environment;
  }

  @TestFactory
  Stream<DynamicNode> examplesHoldWhatTheyState() throws IOException {
    List<Path> programs;
    try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
      programs =
          files
              .filter(p -> p.toString().endsWith(".net"))
              .filter(p -> !p.toString().contains("errors"))
              .sorted()
              .toList();
    }
    String only = System.getProperty("example", "");
    return programs.stream()
        .filter(p -> p.toString().contains(only))
        .map(p -> dynamicContainer(ROOT.relativize(p).toString(), tests(p, Kernels.best())));
  }

  /** Weights that others have trained give the same answers on either set of kernels. */
  @TestFactory
  Stream<DynamicNode> pretrainedNetworksHoldThemOnPortableKernelsToo() {
    return Stream.of("examples/chapter3/pretrained.net", "examples/chapter8/pretrained.net")
        .map(name -> dynamicContainer(name, tests(ROOT.resolve(name), Kernels.portable())));
  }

  private static Stream<DynamicNode> tests(Path file, Kernels kernels) {
    LoadedProgram program = LoadedProgram.load(file, environment());
    assertFalse(program.checked().hasErrors(), () -> Report.of(program.checked().diagnostics()));
    CompiledNets nets = new CompiledNets(kernels);
    DataSets data = new DataSets(program.dataPath());
    Trainings trainings = new Trainings(nets, data, program.dataPath());
    TestRunner runner =
        new TestRunner(nets, new OutsideValues(trainings, data, program.dataPath()));
    return program.checked().program().tests().stream()
        .map(test -> dynamicTest(test.title(), () -> passes(runner, test)));
  }

  private static void passes(TestRunner runner, TestSpec test) {
    TestOutcome outcome = runner.run(test);
    assumeFalse(outcome.skipped(), outcome.problem());
    assertEquals("", outcome.problem());
    assertEquals(List.of(), outcome.failures());
  }
}
