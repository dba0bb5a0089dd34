package dev.netc.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.cli.Programs;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.network.Network;
import dev.netc.runtime.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memory is taken as it was planned, within 10 %. */
class PlannedMemoryTest {
  private static final CompiledNets NETS = new CompiledNets(Kernels.best());
  private static final CompiledNets PORTABLE = new CompiledNets(Kernels.portable());

  private static final String PROGRAM =
      """
      import "std/vision.net"

      data images = digits()

      net Dense {
          input image [1, 28, 28]
          output prediction = image -> flatten -> dense(50) -> relu -> dense(10) -> softmax
      }

      net Convolved {
          input image [1, 28, 28]
          output y = image -> conv(32, kernel = 3, pad = 1) -> relu -> conv(32, kernel = 3, pad = 1) -> relu
      }

      train OfDense(size = 100) {
          net       Dense
          data      images
          minimize  cross_entropy(prediction, label)
          optimizer sgd(lr = 0.1)
          batch     size
          steps     1
      }

      train OfDeep(size = 100) {
          net       DeepConvNet
          data      images
          minimize  cross_entropy(prediction, label)
          optimizer adam(lr = 0.001)
          batch     size
          steps     1
      }
      """;

  @TempDir private Path folder;

  @AfterAll
  static void close() {
    NETS.close();
    PORTABLE.close();
  }

  private LoadedProgram load(int batch) throws IOException {
    String text = PROGRAM.replace("size = 100", "size = " + batch);
    return LoadedProgram.load(Programs.write(folder, "memory.net", text), Map.of());
  }

  private static void requirePlanned(Subject subject) {
    subject.run();
    double planned = subject.planned();
    assertEquals(planned, subject.taken(), 0.1 * planned, subject.task.name());
  }

  @ParameterizedTest
  @CsvSource({"OfDense, 100", "OfDeep, 1", "OfDeep, 16"})
  void aTrainingTakesWhatWasPlanned(String name, int batch) throws IOException {
    LoadedProgram loaded = load(batch);
    TrainSpec train = loaded.program().trains().get(name);
    DataSets data = new DataSets(loaded.dataPath());
    try (Subject subject =
        Task.of(train, List.of(), train.data().map(data::of)).get(0).start(NETS)) {
      requirePlanned(subject);
    }
  }

  @Test
  void aPredictionTakesWhatWasPlanned() throws IOException {
    LoadedProgram loaded = load(1);
    for (CompiledNets nets : new CompiledNets[] {NETS, PORTABLE}) {
      for (int batch : new int[] {1, 32}) {
        Network network = loaded.program().networks().get("Convolved");
        try (Subject subject = Task.of(network, List.of(batch)).get(0).start(nets)) {
          requirePlanned(subject);
          assertTrue(subject.scratch() > 0, "scratch " + subject.scratch());
        }
      }
    }
  }
}
