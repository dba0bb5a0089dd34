package dev.netc.bench.peers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A contestant at one workload, from the side of who lets it work. */
final class PeerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  /**
   * Starts a contestant.
   *
   * @param folder of its module, built
   * @param main its class
   * @param options of its Java machine
   * @param log where its messages go
   * @throws IOException if it cannot do the workload
   */
  PeerProcess(Path folder, String main, List<String> options, Workload workload, Path log)
      throws IOException {
    Path target = folder.resolve("target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        target.resolve("classes")
            + File.pathSeparator
            + Files.readString(target.resolve("classpath.txt")).strip());
    command.addAll(List.of(main, workload.name()));
    process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    String answer = answers.readLine();
    if (!"ready".equals(answer)) {
      close();
      throw new IOException("%s cannot do %s; see %s".formatted(main, workload, log));
    }
  }

  /** Lets it work for some seconds. */
  Contestant.Round round(double seconds) throws IOException {
    orders.write(seconds + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("a contestant has ended");
    }
    return Contestant.Round.parse(answer);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
