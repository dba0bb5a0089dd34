package dev.netc.cli.report;

import dev.netc.cli.Channel;
import dev.netc.cli.Console;
import dev.netc.cli.Style;
import dev.netc.cli.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells the user that netc itself failed, and keeps what its makers need to mend it in a file. */
public final class InternalErrorReport {
  private InternalErrorReport() {}

  /** Writes the report and prints a paragraph that says where it is. */
  public static void show(Console console, List<String> arguments, Throwable error) {
    Channel err = console.err();
    err.line(err.styled(Style.RED, "netc failed") + ": " + summary(error));
    String report = text(arguments, error);
    try {
      Path file = Files.createTempFile("netc-report-", ".txt");
      Files.writeString(file, report);
      err.line("This is a fault of netc, not of your program. A report with the details is in");
      err.line("  " + file);
      err.line("It holds the command line and no data: please send it to the makers of netc.");
    } catch (IOException e) {
      err.line("This is a fault of netc, not of your program. The report could not be written");
      err.line("to a file, so here it is:");
      err.print(report);
    }
  }

  private static String summary(Throwable error) {
    String message = error.getMessage();
    String what = error.getClass().getSimpleName();
    return message == null ? what : what + ": " + message.lines().findFirst().orElse("");
  }

  private static String text(List<String> arguments, Throwable error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    return """
    netc %s
    command: netc %s
    java:    %s %s
    system:  %s %s %s, %d processors, %d MiB heap

    %s\
    """
        .formatted(
            Version.number(),
            String.join(" ", arguments),
            System.getProperty("java.vm.name"),
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            Runtime.getRuntime().maxMemory() >> 20,
            trace);
  }
}
