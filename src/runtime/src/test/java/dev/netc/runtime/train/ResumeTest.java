package dev.netc.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.netc.runtime.checkpoint.Checkpoint;
import dev.netc.runtime.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumeTest {
  private static final int STEPS = 20;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void givesTheBytesOfAnUndisturbedTraining(Sampling sampling) {
    Map<String, byte[]> undisturbed = files(run("whole", sampling, TrainingListener.SILENT));
    assertEquals(
        "[checkpoint.safetensors, log.csv, log.jsonl, model.safetensors]",
        undisturbed.keySet().toString());
    for (int stop = 1; stop <= STEPS; stop++) {
      Path interrupted = runUntil("stop" + stop, sampling, stop);
      resume(interrupted, sampling);
      assertSame(undisturbed, interrupted, "stopped after " + stop);
    }
  }

  @Test
  void survivesBeingKilledAtAnyStep() {
    Map<String, byte[]> undisturbed =
        files(run("whole", Sampling.SHUFFLED, TrainingListener.SILENT));
    for (int kill = 6; kill <= STEPS; kill++) {
      Path killed = folder.resolve("kill" + kill);
      assertThrows(Killed.class, new Killing(killed, kill)::run);
      resume(killed, Sampling.SHUFFLED);
      assertSame(undisturbed, killed, "killed in step " + kill);
    }
  }

  @Test
  void survivesSeveralInterruptions() {
    Map<String, byte[]> undisturbed =
        files(run("whole", Sampling.SHUFFLED, TrainingListener.SILENT));
    Path path = runUntil("several", Sampling.SHUFFLED, 3);
    for (int stop : new int[] {4, 9, 17}) {
      Trainer[] trainer = new Trainer[1];
      trainer[0] = trainer(path, Sampling.SHUFFLED, stopAfter(stop, trainer));
      trainer[0].resume(new RunFolder(path).checkpoint());
    }
    resume(path, Sampling.SHUFFLED);
    assertSame(undisturbed, path, "stopped several times");
  }

  @Test
  void aFinishedTrainingResumesToTheSameEnd() {
    Path path = run("whole", Sampling.SHUFFLED, TrainingListener.SILENT);
    Map<String, byte[]> before = files(path);
    TrainingResult again = resume(path, Sampling.SHUFFLED);
    assertEquals(STEPS, again.steps());
    assertSame(before, path, "resumed after its end");
  }

  @Test
  void saysHowToGoOn() {
    Path path = folder.resolve("asked");
    Trainer trainer = trainer(path, Sampling.SHUFFLED, TrainingListener.SILENT);
    trainer.requestStop();
    TrainingResult result = trainer.run();
    assertEquals(
        "interrupted after step 0; the training so far is in "
            + path.resolve("checkpoint.safetensors")
            + ", resume to go on",
        result.reason().text());
    assertEquals(STEPS, resume(path, Sampling.SHUFFLED).steps());
  }

  @Test
  void refusesAnotherProgramsOrADamagedCheckpoint() throws IOException {
    Path path = runUntil("stopped", Sampling.SHUFFLED, 5);
    Path file = new RunFolder(path).checkpoint();
    Checkpoint stored = Checkpoint.read(file);
    new Checkpoint(
            "other",
            stored.seed(),
            stored.step(),
            stored.epoch(),
            stored.parameters(),
            stored.optimizer(),
            stored.trainer())
        .write(file);
    assertProblem(path, "belongs to another program or other settings: it was made by other;");

    new Checkpoint(
            stored.program(),
            99,
            stored.step(),
            stored.epoch(),
            stored.parameters(),
            stored.optimizer(),
            stored.trainer())
        .write(file);
    assertProblem(path, "was made with seed 99; expected 7");

    new Checkpoint(
            stored.program(),
            stored.seed(),
            stored.step(),
            stored.epoch(),
            stored.parameters(),
            List.of(),
            stored.trainer())
        .write(file);
    assertProblem(
        path,
        "does not fit the net:\n  the file has no 'weight.velocity' [3], which the net needs");

    Files.write(file, new byte[1], StandardOpenOption.APPEND);
    assertProblem(path, "1 bytes follow its last tensor");
  }

  private void assertProblem(Path path, String start) {
    CheckpointException e =
        assertThrows(CheckpointException.class, () -> resume(path, Sampling.SHUFFLED));
    assertTrue(e.problem().startsWith(start), e.problem());
  }

  @Test
  void logsEachStepAndEvaluation() throws IOException {
    Path path = run("logged", Sampling.SEQUENTIAL, TrainingListener.SILENT);
    String[] csv = Files.readString(path.resolve("log.csv")).split("\n");
    assertEquals("step,epoch,kind,rate,loss,\"mae\",\"recall\"", csv[0]);
    assertTrue(csv[1].matches("1,1,step,0\\.02,[0-9.E-]+,,"), csv[1]);
    assertTrue(csv[5].matches("4,2,validation,,[0-9.E-]+,[0-9.E-]+,[0-9.E-]+"), csv[5]);
    assertTrue(csv[csv.length - 1].startsWith("20,7,final test,,"), csv[csv.length - 1]);
    String[] json = Files.readString(path.resolve("log.jsonl")).split("\n");
    assertEquals(csv.length - 1, json.length);
    assertTrue(
        json[0].matches("\\{\"step\":1,\"epoch\":1,\"kind\":\"step\",\"rate\":.*,\"loss\":.*}"));
    assertTrue(
        json[4].matches(
            "\\{\"step\":4,\"epoch\":2,\"kind\":\"validation\",\"rows\":5,\"loss\":[^,]+,"
                + "\"mae\":[^,]+,\"recall\":[^,]+}"),
        json[4]);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A run that dies in a step, with lines in its log that the last checkpoint does not know. */
  private final class Killing implements TrainingListener {
    private final Path path;
    private final int step;

    Killing(Path path, int step) {
      this.path = path;
      this.step = step;
    }

    void run() {
      trainer(path, Sampling.SHUFFLED, this).run();
    }

    @Override
    public void onStep(long now, long epoch, int rows, double rate, double loss) {
      if (now != step) return;
      append(path.resolve("log.csv"), "99,9,step,0.1,2\n1,1,ste");
      throw new Killed();
    }
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path run(String name, Sampling sampling, TrainingListener listener) {
    Path path = folder.resolve(name);
    trainer(path, sampling, listener).run();
    return path;
  }

  private Path runUntil(String name, Sampling sampling, int stop) {
    Path path = folder.resolve(name);
    Trainer[] trainer = new Trainer[1];
    trainer[0] = trainer(path, sampling, stopAfter(stop, trainer));
    TrainingResult result = trainer[0].run();
    assertEquals(stop, result.steps());
    return path;
  }

  private static TrainingListener stopAfter(int stop, Trainer[] trainer) {
    return new TrainingListener() {
      @Override
      public void onStep(long step, long epoch, int rows, double rate, double loss) {
        if (step == stop) trainer[0].requestStop();
      }
    };
  }

  private TrainingResult resume(Path path, Sampling sampling) {
    return trainer(path, sampling, TrainingListener.SILENT)
        .resume(new RunFolder(path).checkpoint());
  }

  /** With all that a checkpoint has to carry: noise, validation, best weights, recorded values. */
  private Trainer trainer(Path path, Sampling sampling, TrainingListener listener) {
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.steps(STEPS))
            .program("plane-1")
            .batch(3)
            .seed(7)
            .sampling(sampling)
            .learningRate(0.02)
            .schedule(new Schedule.Warmup(1, new Schedule.Plateau(0.5, 1, 0.001)))
            .validate(Period.steps(4))
            .stopWhen(new StopRule.Trend(Optional.empty(), "loss", true, 3, true))
            .checkpoint(Period.steps(5))
            .folder(path)
            .record("weight")
            .build();
    return new Trainer(new LinearModel(2, 0.3), Optional.of(Samples.small()), options, listener);
  }

  private static Map<String, byte[]> files(Path path) {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> paths = Files.list(path)) {
      for (Path file : paths.toList()) {
        bytes.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  private static void assertSame(Map<String, byte[]> expected, Path path, String when) {
    Map<String, byte[]> actual = files(path);
    assertEquals(expected.keySet(), actual.keySet(), when);
    expected.forEach(
        (name, bytes) -> assertArrayEquals(bytes, actual.get(name), name + " " + when));
  }
}
