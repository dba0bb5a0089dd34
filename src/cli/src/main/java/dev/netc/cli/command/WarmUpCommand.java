package dev.netc.cli.command;

import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Netc;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

  private static final String COMMANDS =
      """
      help
      version --format json
      new FOLDER/first
      check FOLDER/first
      check --color always FOLDER/wrong.net
      check --format json FOLDER/wrong.net
      explain
      explain shape-mismatch
      explain misspelt
      describe FOLDER/right.net
      run FOLDER/right.net Formula --input a=1 --input b=2 --gradients
      train FOLDER/right.net --out FOLDER/run
      eval FOLDER/right.net --model FOLDER/run/model.safetensors
      predict FOLDER/right.net --model FOLDER/run/model.safetensors --split train
      test FOLDER/right.net
      """;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("netc-warm-up-");
    try (InputStream program =
        WarmUpCommand.class.getResourceAsStream("/dev/netc/cli/warm-up.net")) {
      Files.copy(program, folder.resolve("right.net"));
      Files.writeString(folder.resolve("wrong.net"), WRONG);
      for (String line : COMMANDS.lines().toList()) {
        String[] words = line.replace("FOLDER", folder.toString()).split(" ");
        Netc.run(silent(), words);
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

  private static Console silent() {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(nowhere, nowhere, false, false, Console.USUAL_WIDTH, Map.of());
  }
}
