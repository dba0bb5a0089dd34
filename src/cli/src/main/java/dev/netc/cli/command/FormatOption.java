package dev.netc.cli.command;

import picocli.CommandLine.Option;

/** The option {@code --format} of commands whose output another program may want to read. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text for people, json for programs.")
  private OutputFormat format = OutputFormat.TEXT;

  boolean isJson() {
    return format == OutputFormat.JSON;
  }
}
