package dev.netc.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Channel;
import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.Interrupts;
import dev.netc.cli.Style;
import dev.netc.cli.progress.Amounts;
import dev.netc.cli.progress.DownloadProgress;
import dev.netc.cli.report.Json;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.runtime.data.DataPath;
import dev.netc.runtime.data.download.DownloadableData;
import dev.netc.runtime.data.download.Downloader;
import dev.netc.runtime.data.download.RemoteFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code netc data}: the data sets that can be downloaded, and where data is looked for. */
@Command(
    name = "data",
    header = "Downloads data sets, shows where they are and what is in them.",
    description = {
      "",
      "A program finds data beside itself, in the folders of the environment variable NETC_DATA, "
          + "and in your cache, which is where downloads go. Without a command: list."
    },
    footer = {
      "",
      "Examples:",
      "  netc data list         what can be downloaded, and what is there",
      "  netc data get mnist    downloads it; broken off, it goes on where it ended",
      "  netc data where        the folders that are looked in",
      "  netc data show digits.net --png sheet.png    the data of a program, drawn"
    })
public final class DataCommand implements Callable<Integer> {
  private final Console console;
  private final List<DownloadableData> known;

  @Mixin private FormatOption format;

  /**
   * @param known what can be downloaded
   */
  public DataCommand(Console console, List<DownloadableData> known) {
    this.console = console;
    this.known = known;
  }

  @Override
  public Integer call() {
    return list(format);
  }

  @Command(
      name = "get",
      header = "Downloads data sets into your cache.",
      footer = {"", "Examples:", "  netc data get mnist", "  netc data get fashion-mnist cifar10"})
  Integer get(
      @Parameters(arity = "1..*", paramLabel = "NAME", description = "Such as mnist.")
          List<String> names,
      @Option(
              names = "--url",
              paramLabel = "FOLDER",
              description = "A mirror: the address of the folder that has the files.")
          URI mirror) {
    List<DownloadableData> wanted = names.stream().map(this::named).toList();
    for (DownloadableData data : wanted) {
      Path folder = cache().resolve(data.name());
      if (Downloader.isPresent(data, folder)) {
        console.out().line("%s is there already, in %s".formatted(data.name(), folder));
        continue;
      }
      try (DownloadProgress progress = new DownloadProgress(console);
          Interrupts ctrlC = Interrupts.caught(() -> breakOff(progress))) {
        new Downloader(progress).get(mirror == null ? data : from(mirror, data), cache());
      }
      console.out().line("%s is now in %s".formatted(data.name(), folder));
    }
    return ExitCode.SUCCESS;
  }

  /** Ends the process: what has arrived lies in a file, and the next download goes on there. */
  private void breakOff(DownloadProgress progress) {
    progress.close();
    console.err().line("broken off; the same command goes on where it ended");
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }

  private DownloadableData named(String name) {
    List<String> names = known.stream().map(DownloadableData::name).toList();
    return known.stream()
        .filter(data -> data.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "there is no data set %s to download".formatted(name),
                    Suggestion.nearest(name, names)
                        .map("did you mean %s?"::formatted)
                        .orElse("there are " + String.join(", ", names))));
  }

  private static DownloadableData from(URI mirror, DownloadableData data) {
    String folder = mirror.toString().endsWith("/") ? mirror.toString() : mirror + "/";
    List<RemoteFile> files =
        data.files().stream()
            .map(
                file ->
                    new RemoteFile(
                        file.name(),
                        List.of(URI.create(folder + file.name())),
                        file.size(),
                        file.md5()))
            .toList();
    return new DownloadableData(data.name(), files, data.members());
  }

  @Command(name = "list", header = "Lists what can be downloaded, and what is there.")
  Integer list(@Mixin FormatOption listFormat) {
    if (listFormat.isJson() || format.isJson()) {
      Json.print(
          console.out(),
          json -> {
            json.writeStartArray();
            for (DownloadableData data : known) {
              write(json, data);
            }
            json.writeEndArray();
          });
      return ExitCode.SUCCESS;
    }
    Channel out = console.out();
    int width = known.stream().mapToInt(data -> data.name().length()).max().orElse(0);
    for (DownloadableData data : known) {
      String gap = " ".repeat(width + 2 - data.name().length());
      String state =
          isPresent(data)
              ? "in " + cache().resolve(data.name())
              : "%s to download".formatted(Amounts.bytes(data.size()));
      out.line(out.styled(Style.BOLD, data.name()) + gap + state);
    }
    return ExitCode.SUCCESS;
  }

  private void write(JsonGenerator json, DownloadableData data) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", data.name());
    json.writeNumberField("bytes", data.size());
    json.writeBooleanField("present", isPresent(data));
    json.writeStringField("folder", cache().resolve(data.name()).toString());
    json.writeEndObject();
  }

  private boolean isPresent(DownloadableData data) {
    return Downloader.isPresent(data, cache().resolve(data.name()));
  }

  @Command(name = "where", header = "Shows the folders in which data is looked for, in order.")
  Integer where(@Mixin FormatOption whereFormat) {
    DataPath path = DataPath.of(Path.of(""), console.environment(), home());
    if (whereFormat.isJson() || format.isJson()) {
      Json.print(
          console.out(),
          json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("NETC_DATA");
            for (Path folder : path.folders()) {
              json.writeString(folder.toString());
            }
            json.writeEndArray();
            json.writeStringField("cache", path.cache().toString());
            json.writeEndObject();
          });
      return ExitCode.SUCCESS;
    }
    Channel out = console.out();
    out.line("beside the program");
    for (Path folder : path.folders()) {
      out.line("%s  (from NETC_DATA)".formatted(folder));
    }
    out.line("%s  (the cache)".formatted(path.cache()));
    return ExitCode.SUCCESS;
  }

  private Path cache() {
    return DataPath.cache(console.environment(), home());
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }
}
