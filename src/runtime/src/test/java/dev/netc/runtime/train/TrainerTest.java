package dev.netc.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.checkpoint.Checkpoint;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Tables;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private final LinearModel model = new LinearModel(2, 0);

  @Test
  void findsThePlane() {
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.epochs(200)).batch(3).learningRate(0.1).build();
    TrainingResult result = train(options);
    assertArrayEquals(new double[] {3, 2, -1}, model.weight, 1e-5);
    assertEquals(600, result.steps());
    assertEquals("finished after step 600", result.reason().text());
    assertEquals(
        List.of("train", "validation", "test"), List.copyOf(result.evaluations().keySet()));
    assertEquals(0, result.on("test").orElseThrow().loss(), 1e-9);
    assertEquals(1, result.on("test").orElseThrow().metric("recall").orElseThrow());
    assertEquals(600, result.history().losses().size());
    assertEquals(result.loss(), result.history().losses().loss(599));
  }

  @Test
  void countsEachRowOnceInAnEvaluation() {
    DataSet data = Samples.small();
    TrainingOptions options = TrainingOptions.named("Plane", Period.steps(1)).batch(3).build();
    TrainingResult result = train(options);
    SplitResult train = result.on("train").orElseThrow();
    float[] x = new float[14];
    float[] d = new float[7];
    for (int row = 0; row < 7; row++) {
      data.split("train").read("x", row, x, 2 * row);
      data.split("train").read("d", row, d, row);
    }
    Evaluation whole = model.evaluate(new Batch(7, Map.of("x", x, "d", d)));
    assertEquals(7, train.rows());
    assertEquals(whole.loss(), train.loss(), 1e-15);
    assertEquals(whole.statistics()[0][0] / 7, train.metric("mae").orElseThrow(), 1e-15);
    assertArrayEquals(whole.statistics()[2], train.metrics().get(2).confusion().orElseThrow());
  }

  @Test
  void deliversTheLastSmallerBatch() {
    TrainingOptions options = TrainingOptions.named("Plane", Period.epochs(2)).batch(3).build();
    assertEquals("3 3 1|3 3 1|", rowsOfEachStep(options));
  }

  @Test
  void drawsFullBatchesWithReplacement() {
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.epochs(2))
            .batch(3)
            .sampling(Sampling.WITH_REPLACEMENT)
            .build();
    assertEquals("3 3 3|3 3 3|", rowsOfEachStep(options));
  }

  private String rowsOfEachStep(TrainingOptions options) {
    StringBuilder rows = new StringBuilder();
    train(
        options,
        new TrainingListener() {
          private long stepsPerEpoch;

          @Override
          public void onStart(long step, long totalSteps, long perEpoch) {
            assertEquals(0, step);
            assertEquals(2 * perEpoch, totalSteps);
            stepsPerEpoch = perEpoch;
          }

          @Override
          public void onStep(long step, long epoch, int n, double rate, double loss) {
            assertEquals((step - 1) / stepsPerEpoch + 1, epoch);
            rows.append(n).append(step % stepsPerEpoch == 0 ? "|" : " ");
          }
        });
    return rows.toString();
  }

  @Test
  void evaluatesAtItsCadenceAndAtTheEnd() {
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.steps(10))
            .batch(3)
            .validate(Period.steps(4), "train", "test")
            .build();
    List<String> seen = new ArrayList<>();
    TrainingResult result =
        train(
            options,
            new TrainingListener() {
              @Override
              public void onEvaluation(SplitResult r, boolean isFinal) {
                seen.add(r.step() + (isFinal ? " final " : " ") + r.split());
              }
            });
    assertEquals(
        "[4 train, 4 test, 8 train, 8 test,"
            + " 10 final train, 10 final validation, 10 final test]",
        seen.toString());
    assertEquals(4, result.history().evaluations().size());
    assertEquals(8, result.history().evaluations().get(3).step());
  }

  @Test
  void validatesByEpochOnTheValidationSplitUnlessTold() {
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.epochs(3)).validate(Period.epochs(2)).build();
    List<SplitResult> evaluations = train(options).history().evaluations();
    assertEquals(1, evaluations.size());
    assertEquals("validation", evaluations.get(0).split());
    assertEquals(2, evaluations.get(0).step()); // batch 100: an epoch is one step
  }

  @Test
  void followsTheSchedule() {
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.steps(6))
            .batch(3)
            .learningRate(1)
            .schedule(new Schedule.Step(Period.epochs(1), 0.1))
            .build();
    List<Double> rates = new ArrayList<>();
    train(
        options,
        new TrainingListener() {
          @Override
          public void onStep(long step, long epoch, int n, double rate, double loss) {
            rates.add(rate);
          }
        });
    assertEquals(List.of(1.0, 1.0, 1.0, 0.1, 0.1, 0.1), rates);
  }

  @Test
  void stopsWhereTheLossIsNoNumber() {
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.steps(100_000)).batch(3).learningRate(1e6).build();
    TrainingResult result = train(options);
    assertTrue(result.reason() instanceof StopReason.NotFinite);
    assertTrue(result.steps() < 100);
    assertEquals(
        "the loss is infinite in step %d; the first value concerned is y".formatted(result.steps()),
        result.reason().text());
    assertTrue(result.evaluations().isEmpty());
  }

  @Test
  void keepsTheLastGoodCheckpointWhereAnUpdateSpoilsTheWeights(@TempDir Path folder) {
    Path checkpoint = new RunFolder(folder).checkpoint();
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.steps(2))
            .checkpoint(Period.steps(1))
            .folder(folder)
            .build();
    TrainingResult result =
        train(
            options,
            new TrainingListener() {
              @Override
              public void onStep(long step, long epoch, int n, double rate, double loss) {
                if (step == 2) model.weight[1] = Double.NaN; // the loss was still fine
              }
            });
    assertEquals(
        "the loss is not a number in the evaluation on train after step 2;"
            + " the first value concerned is y",
        result.reason().text());
    assertEquals(1, Checkpoint.read(checkpoint).step());
    assertTrue(Files.notExists(new RunFolder(folder).model()));
  }

  @Test
  void namesTheParameterThatWentBad(@TempDir Path folder) {
    Trainer[] trainer = new Trainer[1];
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.steps(9)).folder(folder).build();
    TrainingListener spoil =
        new TrainingListener() {
          @Override
          public void onStep(long step, long epoch, int n, double rate, double loss) {
            model.weight[1] = Double.NaN;
            trainer[0].requestStop();
          }
        };
    trainer[0] = new Trainer(model, Optional.of(Samples.small()), options, spoil);
    assertEquals(
        "the parameter weight is not finite after the update of step 1",
        trainer[0].run().reason().text());
    assertTrue(Files.notExists(new RunFolder(folder).checkpoint()));
  }

  @Test
  void trainsWithoutDataAndRecords() {
    Bowl bowl = new Bowl();
    TrainingOptions options =
        TrainingOptions.named("Descend", Period.steps(100)).learningRate(0.1).record("p").build();
    TrainingResult result =
        new Trainer(bowl, Optional.empty(), options, TrainingListener.SILENT).run();
    List<double[]> history = result.history().recorded().get("p");
    assertEquals(101, history.size());
    assertArrayEquals(new double[] {-3, 4}, history.get(0));
    assertArrayEquals(new double[] {-2.4, 3.2}, history.get(1), 1e-12);
    double[] book = {-6.11110793e-10, 8.14814391e-10};
    assertArrayEquals(book, history.get(100), 1e-17);
    double loss = result.on("train").orElseThrow().loss();
    assertEquals(book[0] * book[0] + book[1] * book[1], loss, 1e-25);
  }

  @Test
  void boundsWhatItRecords() {
    TrainingOptions options =
        TrainingOptions.named("Descend", Period.steps(100)).record("p").recordLimit(50).build();
    Trainer trainer = new Trainer(new Bowl(), Optional.empty(), options, TrainingListener.SILENT);
    IllegalStateException e = assertThrows(IllegalStateException.class, trainer::run);
    assertTrue(e.getMessage().startsWith("the history of p is over the limit of 50"));
  }

  @Test
  void saysWhatTheDataLacks() {
    assertDataProblem("the input x needs data", Optional.empty());
    assertDataProblem(
        "the data set d has no column d for the input target; it has [x]",
        Optional.of(
            DataSet.of("d", Tables.of(List.of(Column.real("x", 2)), List.of(new float[4])))));
    assertDataProblem(
        "the column x of d has 3 values in a row; the input x takes 2",
        Optional.of(
            DataSet.of(
                "d",
                Tables.of(
                    List.of(Column.real("x", 3), Column.real("d")),
                    List.of(new float[3], new float[1])))));
  }

  private void assertDataProblem(String problem, Optional<DataSet> data) {
    TrainingOptions options = TrainingOptions.named("Plane", Period.steps(1)).build();
    DataException e =
        assertThrows(
            DataException.class, () -> new Trainer(model, data, options, TrainingListener.SILENT));
    assertEquals(problem, e.getMessage());
  }

  @Test
  void aStepAllocatesNothing() {
    long[] allocated = new long[2];
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.steps(1000))
            .batch(3)
            .learningRate(0.01)
            .stopWhen(new StopRule.Threshold(Optional.empty(), "loss", true, -1))
            .build();
    train(
        options,
        new TrainingListener() {
          @Override
          public void onStep(long step, long epoch, int n, double rate, double loss) {
            if (step == 600) allocated[0] = threads.getThreadAllocatedBytes(self);
            if (step == 1000) allocated[1] = threads.getThreadAllocatedBytes(self);
          }
        });
    assertEquals(0, allocated[1] - allocated[0]);
  }

  private TrainingResult train(TrainingOptions options) {
    return train(options, TrainingListener.SILENT);
  }

  private TrainingResult train(TrainingOptions options, TrainingListener listener) {
    return new Trainer(model, Optional.of(Samples.small()), options, listener).run();
  }

  /** {@code p0² + p1²} from (-3, 4), without data. */
  private static final class Bowl implements TrainingModel {
    private final double[] p = {-3, 4};

    @Override
    public List<Feed> feeds() {
      return List.of();
    }

    @Override
    public List<ParameterValue> parameters() {
      return List.of(ParameterValue.of("p", new long[] {2}, p));
    }

    @Override
    public List<ParameterValue> optimizerState() {
      return List.of();
    }

    @Override
    public List<MetricSpec> metrics() {
      return List.of();
    }

    @Override
    public double step(Batch batch, double learningRate, long step) {
      assertEquals(1, batch.rows());
      double loss = p[0] * p[0] + p[1] * p[1];
      for (int i = 0; i < 2; i++) p[i] -= learningRate * 2 * p[i];
      return loss;
    }

    @Override
    public Evaluation evaluate(Batch batch) {
      return new Evaluation(p[0] * p[0] + p[1] * p[1], new double[0][]);
    }
  }
}
