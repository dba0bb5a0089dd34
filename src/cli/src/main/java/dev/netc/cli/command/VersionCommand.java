package dev.netc.cli.command;

import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Version;
import dev.netc.cli.report.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code netc version}: which netc this is, and on what it runs. */
@Command(
    name = "version",
    header = "Shows the version of netc and of the Java it runs on.",
    footer = {"", "Example:", "  netc version --format json"})
public final class VersionCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FormatOption format;

  public VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String java = System.getProperty("java.version");
    String vm = System.getProperty("java.vm.name");
    String os = System.getProperty("os.name");
    String arch = System.getProperty("os.arch");
    if (format.isJson()) {
      Json.print(
          console.out(),
          json -> {
            json.writeStartObject();
            json.writeStringField("netc", Version.number());
            json.writeStringField("java", java);
            json.writeStringField("vm", vm);
            json.writeStringField("os", os);
            json.writeStringField("arch", arch);
            json.writeEndObject();
          });
    } else {
      console.out().line("netc %s".formatted(Version.number()));
      console.out().line("Java %s, %s, %s %s".formatted(java, vm, os, arch));
    }
    return ExitCode.SUCCESS;
  }
}
