package dev.netc.bench.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the process of a contestant runs. */
sealed interface PeerProgram {
  /** Why it cannot run here, and what to do about it. */
  Optional<String> missing();

  /**
   * The command of a workload.
   *
   * @param folder of the benchmarks
   * @throws IOException if it is not built
   */
  List<String> command(Path folder, Workload workload) throws IOException;

  /**
   * A class with the class path of its module.
   *
   * @param module the module's folder, among the benchmarks
   * @param options of its Java machine
   */
  record Java(String module, String main, List<String> options) implements PeerProgram {
    @Override
    public Optional<String> missing() {
      return Optional.empty();
    }

    @Override
    public List<String> command(Path folder, Workload workload) throws IOException {
      Path target = folder.resolve(module).resolve("target");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.add("-cp");
      command.add(
          target.resolve("classes")
              + File.pathSeparator
              + Files.readString(target.resolve("classpath.txt")).strip());
      command.addAll(List.of(main, workload.name()));
      return command;
    }
  }

  /**
   * A script for the interpreter that {@code PEERS_PYTHON} names.
   *
   * @param library that it needs
   */
  record Python(String script, String library) implements PeerProgram {
    private static final String INTERPRETER = "PEERS_PYTHON";

    @Override
    public Optional<String> missing() {
      String python = System.getenv(INTERPRETER);
      return python != null && imports(python)
          ? Optional.empty()
          : Optional.of(
              "%s must name a Python 3 after `pip install %s numpy`"
                  .formatted(INTERPRETER, library));
    }

    private boolean imports(String python) {
      try {
        return new ProcessBuilder(python, "-c", "import numpy, " + library)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException e) {
        return false; // There is no such interpreter.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public List<String> command(Path folder, Workload workload) {
      return List.of(
          System.getenv(INTERPRETER),
          folder.resolve("peers").resolve("python").resolve(script).toString(),
          workload.model().name(),
          workload.trains() ? "train" : "predict",
          String.valueOf(workload.batch()));
    }
  }
}
