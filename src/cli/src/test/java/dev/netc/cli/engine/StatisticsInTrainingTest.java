package dev.netc.cli.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.netc.compiler.check.Checked;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.diagnostic.Report;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.data.DataPath;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.train.Trainer;
import dev.netc.runtime.train.TrainingListener;
import dev.netc.runtime.train.TrainingModel;
import dev.netc.runtime.train.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The running statistics of batch normalisation are kept like parameters. */
class StatisticsInTrainingTest {
  private static final int STEPS = 7;
  private static final CompiledNets NETS = new CompiledNets(Kernels.portable());

  @TempDir private Path folder;

  @AfterAll
  static void close() {
    NETS.close();
  }

  private static TrainSpec train(String precision) {
    String program =
        """
        data rows = generate(7) { x = uniform(3)  y = uniform(1) }

        net N {
            input x [3]
            output z = x -> dense(4) -> batchnorm -> relu -> dense(1)
        }

        train T {
            net       N
            data      rows
            minimize  mean((z - y)^2)
            optimizer adam(lr = 0.05)
            batch     3
            steps     %d
            precision %s
        }
        """
            .formatted(STEPS, precision);
    Checked checked =
        Checker.check(
            Source.of("statistics.net", program), (path, from) -> Optional.empty(), Schemas.NONE);
    assertFalse(checked.hasErrors(), () -> Report.of(checked.diagnostics()));
    return checked.program().trains().get("T");
  }

  /** Trains in a folder, on if there is something to go on with; stops after a step. */
  private static Map<String, double[]> run(String precision, Path out, int last, boolean resume) {
    TrainSpec train = train(precision);
    DataPath path = DataPath.of(Path.of("."), Map.of(), Path.of("."));
    Trainings trainings = new Trainings(NETS, new DataSets(path), path);
    try (TrainingModel model = (TrainingModel) trainings.model(train)) {
      Trainer[] trainer = new Trainer[1];
      TrainingListener stopping =
          new TrainingListener() {
            @Override
            public void onStep(long step, long epoch, int rows, double rate, double loss) {
              if (step == last) {
                trainer[0].requestStop();
              }
            }
          };
      trainer[0] =
          new Trainer(
              model, trainings.data(train), trainings.options(train).folder(out).build(), stopping);
      if (resume) {
        trainer[0].resume(out.resolve("checkpoint.safetensors"));
      } else {
        trainer[0].run();
      }
      Weights.save(out.resolve("weights.safetensors"), model.parameters());
      return values(model);
    }
  }

  private static Map<String, double[]> values(TrainingModel model) {
    Map<String, double[]> values = new LinkedHashMap<>();
    model.parameters().forEach(p -> values.put(p.name(), p.get().doubles().clone()));
    return values;
  }

  private static void assertSame(Map<String, double[]> expected, Map<String, double[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void aResumedTrainingHasThemBitForBit(String precision) {
    Map<String, double[]> whole = run(precision, folder.resolve("whole"), STEPS, false);
    assertNotEquals(0, whole.get("z.batchnorm.running_mean")[0]);
    Path parted = folder.resolve("parted");
    run(precision, parted, 4, false);
    assertSame(whole, run(precision, parted, STEPS, true));
  }

  @Test
  void aFileOfWeightsHasThem() {
    Map<String, double[]> trained = run("float32", folder.resolve("run"), STEPS, false);
    DataPath path = DataPath.of(Path.of("."), Map.of(), Path.of("."));
    Trainings trainings = new Trainings(NETS, new DataSets(path), path);
    try (TrainingModel model = (TrainingModel) trainings.model(train("float32"))) {
      Weights.load(folder.resolve("run/weights.safetensors"), model.parameters(), List.of());
      assertSame(trained, values(model));
      assertEquals(
          List.of("z.batchnorm.weight", "z.batchnorm.bias"),
          model.optimizerState().stream()
              .map(state -> state.name().replaceAll("\\.(mean|squares)$", ""))
              .filter(name -> name.contains("batchnorm"))
              .distinct()
              .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void aLossThatIsNotFiniteLeavesThem(String precision) {
    DataPath path = DataPath.of(Path.of("."), Map.of(), Path.of("."));
    Trainings trainings = new Trainings(NETS, new DataSets(path), path);
    try (TrainingModel model = (TrainingModel) trainings.model(train(precision))) {
      float[] x = {1, 2, 3, 4, 5, 6, 7, 8, 10};
      float[] y = {1, 2, 3};
      model.step(new Batch(3, Map.of("x", x, "y", y)), 0.1, 1);
      Map<String, double[]> before = values(model);
      float[] bad = x.clone();
      Arrays.fill(bad, 0, 3, Float.NaN);
      assertFalse(Double.isFinite(model.step(new Batch(3, Map.of("x", bad, "y", y)), 0.1, 2)));
      assertSame(before, values(model));
    }
  }
}
