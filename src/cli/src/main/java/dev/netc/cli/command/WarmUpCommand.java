package dev.netc.cli.command;

import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Netc;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code netc warm-up}: does a little of everything in one process, so that the archive of classes
 * that the launcher makes of it has what later starts need. Prints nothing.
 */
@Command(name = "warm-up", hidden = true)
public final class WarmUpCommand implements Callable<Integer> {
  private static final String WRONG =
      """
      net Wrong { input x [2]  output y = x -> dense(3) -> rleu }
      net Worse { input x [2]  output y = x -> dense( -> relu }
      """;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("netc-warm-up-");
    Path right = folder.resolve("right/right.net");
    Path wrong = folder.resolve("wrong.net");
    try {
      Netc.run(silent(), "new", right.getParent().toString());
      Files.writeString(wrong, WRONG);
      for (List<String> arguments : commands(right.toString(), wrong.toString())) {
        Netc.run(silent(), arguments.toArray(String[]::new));
      }
    } finally {
      delete(folder);
    }
    return ExitCode.SUCCESS;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<List<String>> commands(String right, String wrong) {
    return List.of(
        List.of("help"),
        List.of("version", "--format", "json"),
        List.of("check", right),
        List.of("check", "--color", "always", wrong),
        List.of("check", "--format", "json", wrong),
        List.of("explain"),
        List.of("explain", "shape-mismatch"),
        List.of("explain", "misspelt"));
  }

  private static Console silent() {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(nowhere, nowhere, false, false, Console.USUAL_WIDTH, Map.of());
  }
}
