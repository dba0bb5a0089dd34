package dev.netc.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A contestant at one workload, from the side of who lets it work. */
final class PeerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  /**
   * Starts a contestant.
   *
   * @param environment what it finds there beside the number of threads
   * @param log where its messages go
   * @throws IOException if it cannot do the workload
   */
  PeerProcess(
      String name,
      List<String> command,
      Map<String, String> environment,
      Workload workload,
      Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("OMP_NUM_THREADS", String.valueOf(Contestant.threads()));
    builder.environment().putAll(environment);
    process = builder.start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    String answer = answers.readLine();
    if (!"ready".equals(answer)) {
      close();
      throw new IOException("%s cannot do %s; see %s".formatted(name, workload, log));
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
