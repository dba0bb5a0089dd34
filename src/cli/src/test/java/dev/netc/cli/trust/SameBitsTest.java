package dev.netc.cli.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.Trainings;
import dev.netc.compiler.check.Checker;
import dev.netc.compiler.check.Schemas;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.compiler.source.Source;
import dev.netc.runtime.data.DataPath;
import dev.netc.runtime.kernel.Kernels;
import dev.netc.runtime.train.RunFolder;
import dev.netc.runtime.train.Trainer;
import dev.netc.runtime.train.TrainingListener;
import dev.netc.runtime.train.TrainingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same program and seed give the same bits: in every run, with every number of threads, on a
 * busy machine, from the command line and from Java.
 */
class SameBitsTest {
  private static final int STEPS = 60;

  @TempDir private Path folder;

  @Test
  void whateverTheNumberOfThreadsAndWhoeverTrains() throws Exception {
    Path program = SmallTraining.write(folder, STEPS, "");
    Map<String, byte[]> fromJava = trainedTwiceAtOnce(program);
    for (int threads : new int[] {1, 2, 5}) {
      assertSameModel(fromJava, trainedByCommand(program, threads), threads + " threads");
    }
    try (Load load = new Load()) {
      assertSameModel(fromJava, trainedByCommand(program, 2), "beside " + load);
    }
  }

  /** The files of a training by {@code netc train} on a machine with so many processors. */
  private Map<String, byte[]> trainedByCommand(Path program, int threads) throws Exception {
    Path run = Files.createTempDirectory(folder, "run");
    List<String> command = NetcProcess.command("train", program, "--quiet", "--out", run);
    command.add(1, "-XX:ActiveProcessorCount=" + threads);
    Map<String, String> environment =
        Map.of(
            "OMP_NUM_THREADS", String.valueOf(threads),
            "OPENBLAS_NUM_THREADS", String.valueOf(threads));
    Path said = folder.resolve("said.txt");
    assertEquals(0, NetcProcess.start(command, environment, said).waitFor(), () -> text(said));
    return NetcProcess.files(run);
  }

  /** Keeps all processors busy: threads of the training stop and go where they would not alone. */
  private static final class Load implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    Load() {
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        Thread thread = new Thread(this::spin, "load " + i);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
    }

    private void spin() {
      while (!ended) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      ended = true;
    }

    @Override
    public String toString() {
      return threads.size() + " busy threads";
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What was trained, evaluated and logged; checkpoints also carry the hash of the program. */
  private static void assertSameModel(
      Map<String, byte[]> expected, Map<String, byte[]> actual, String when) {
    for (String name : List.of("model.safetensors", "log.csv", "log.jsonl")) {
      assertArrayEquals(expected.get(name), actual.get(name), name + ", " + when);
    }
  }

  /** By the runtime's Trainer, two at the same time in one JVM: they know nothing of each other. */
  private Map<String, byte[]> trainedTwiceAtOnce(Path program) throws Exception {
    TrainSpec train =
        Checker.check(
                Source.of("small.net", Files.readString(program)),
                (path, from) -> Optional.empty(),
                Schemas.NONE)
            .program()
            .trains()
            .get("Learn");
    DataPath path = DataPath.of(folder, Map.of(), folder);
    DataSets data = new DataSets(path);
    try (CompiledNets nets = new CompiledNets(Kernels.best())) {
      Trainings trainings = new Trainings(nets, data, path);
      List<Throwable> failures = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (String name : List.of("first", "second")) {
        TrainingModel model = (TrainingModel) trainings.model(train);
        Trainer trainer =
            new Trainer(
                model,
                trainings.data(train),
                trainings.options(train).folder(folder.resolve(name)).build(),
                TrainingListener.SILENT);
        Thread thread = new Thread(trainer::run, name);
        thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
        threads.add(thread);
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(List.of(), failures);
    }
    Map<String, byte[]> first = NetcProcess.files(new RunFolder(folder.resolve("first")).path());
    SmallTraining.assertSame(
        first, NetcProcess.files(folder.resolve("second")), "beside another training");
    return first;
  }
}
