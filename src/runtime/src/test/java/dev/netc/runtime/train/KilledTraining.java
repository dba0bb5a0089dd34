package dev.netc.runtime.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A training in a process of its own, for {@link SigkillTest}: begins, or resumes where it can. */
final class KilledTraining {
  private KilledTraining() {}

  /**
   * @param args the run's folder
   */
  public static void main(String[] args) {
    run(Path.of(args[0]));
  }

  static void run(Path folder) {
    TrainingOptions options =
        TrainingOptions.named("Plane", Period.steps(3000))
            .program("plane-2")
            .batch(3)
            .seed(3)
            .learningRate(0.01)
            .validate(Period.steps(7))
            .checkpoint(Period.steps(5)) // so that most of the time is spent in writing
            .folder(folder)
            .build();
    Trainer trainer =
        new Trainer(
            new LinearModel(2, 0.3),
            Optional.of(Samples.small()),
            options,
            TrainingListener.SILENT);
    Path checkpoint = new RunFolder(folder).checkpoint();
    TrainingResult result = Files.exists(checkpoint) ? trainer.resume(checkpoint) : trainer.run();
    if (result.steps() != 3000) throw new IllegalStateException(result.reason().text());
  }
}
