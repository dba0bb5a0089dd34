package dev.netc.cli.trust;

import dev.netc.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The command line in a process of its own, as {@code netc} starts it. */
final class NetcProcess {
  private NetcProcess() {}

  /** The command that starts {@code netc} with these arguments, soon rather than fast. */
  static List<String> command(Object... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /**
   * Starts a command.
   *
   * @param said the file that gets what it says
   */
  static Process start(List<String> command, Map<String, String> environment, Path said)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
  }

  /** The files of a run by name, but for result.json, which states how long it took. */
  static Map<String, byte[]> files(Path run) throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        bytes.put(name, name.equals("result.json") ? new byte[0] : Files.readAllBytes(file));
      }
    }
    return bytes;
  }
}
