package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code netc new}: a folder with a first program. */
@Command(
    name = "new",
    header = "Makes a folder with a first program.",
    description = {
      "",
      "The program is a network that learns to read digits, and a test of it. "
          + "It needs no file of data and no connection."
    },
    footer = {"", "Example:", "  netc new digits", "  netc train digits/digits.net"})
public final class NewCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "NAME", description = "The folder to make; its program gets its name.")
  private Path folder;

  public NewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    if (!name.matches("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}_-]*")) {
      throw CommandFailure.usage(
          "'%s' cannot be the name of a program".formatted(name),
          "take letters, digits, - and _, the first a letter or digit");
    }
    if (Files.exists(folder)) {
      throw CommandFailure.usage(folder + " exists already", "take another name");
    }
    Path program = folder.resolve(name + ".net");
    try {
      Files.createDirectories(folder);
      write(program, starter().replace("FILE.net", name + ".net"));
      write(folder.resolve(".gitignore"), "/runs/\n");
    } catch (IOException e) {
      throw CommandFailure.usage(
          "%s cannot be made: %s".formatted(folder, e.getMessage()), "take another place");
    }
    console
        .out()
        .print(
            """
            made %1$s
              netc train %1$s     trains its network
              netc test %1$s      runs its test
              netc describe %1$s  shows its layers
            """
                .formatted(program));
    return ExitCode.SUCCESS;
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
  }

  private static String starter() throws IOException {
    try (InputStream in = NewCommand.class.getResourceAsStream("/dev/netc/cli/starter.net")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
