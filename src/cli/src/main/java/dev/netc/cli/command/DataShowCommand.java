package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.Console;
import dev.netc.cli.ExitCode;
import dev.netc.cli.engine.DataSets;
import dev.netc.cli.engine.LoadedProgram;
import dev.netc.cli.picture.PictureSheet;
import dev.netc.cli.picture.Tile;
import dev.netc.cli.report.DiagnosticReport;
import dev.netc.cli.report.TextTable;
import dev.netc.compiler.check.DataSpec;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.runtime.data.Augment;
import dev.netc.runtime.data.Batch;
import dev.netc.runtime.data.BatchLoader;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Order;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.image.ImageSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code netc data show}: what is in a data set of a program. */
@Command(
    name = "show",
    header = "Shows splits and columns of a data set, and draws its images.",
    description = {
      "",
      "With --png, the first images of a split go to a picture with their labels; those of the "
          + "training split as a training sees them, varied by augment."
    },
    footer = {
      "",
      "Examples:",
      "  netc data show digits.net",
      "  netc data show digits.net digits --rows 16 --png sheet.png",
      "  netc data show digits.net digits --png sheet.png --epoch 2    the next variants",
      "  netc data show digits.net digits --png sheet.png --plain      without augment"
    })
public final class DataShowCommand implements Callable<Integer> {
  private static final int MOST_ROWS = 10_000;

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "The program.")
  private Path file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA",
      description = "A data set of it; not needed where there is only one.")
  private String name;

  @Option(names = "--png", paramLabel = "FILE", description = "Where the picture is written.")
  private Path png;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "16",
      description = "Images of the picture.")
  private int rows;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = DataSet.TRAIN,
      description = "train, validation or test.")
  private String split;

  @Option(names = "--plain", description = "Images as they are.")
  private boolean plain;

  @Option(
      names = "--epoch",
      paramLabel = "N",
      defaultValue = "1",
      description = "The epoch whose variants are drawn.")
  private int epoch;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the training that would see them.")
  private long seed;

  public DataShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (rows < 1 || rows > MOST_ROWS || epoch < 1) {
      throw CommandFailure.usage(
          "--rows goes from 1 to %,d, and --epoch from 1".formatted(MOST_ROWS), "");
    }
    LoadedProgram program = LoadedProgram.load(file, console.environment());
    DiagnosticReport.print(console, program.checked().diagnostics());
    if (program.checked().hasErrors()) {
      throw CommandFailure.shown(ExitCode.WRONG);
    }
    DataSet data = new DataSets(program.dataPath()).of(spec(program));
    if (!data.has(split)) {
      throw CommandFailure.usage(
          "the data %s has no split %s".formatted(data.name(), split),
          "it has " + String.join(", ", data.splits().keySet()));
    }
    describe(data);
    if (png != null) {
      draw(data);
    }
    return ExitCode.SUCCESS;
  }

  private DataSpec spec(LoadedProgram program) {
    Map<String, DataSpec> declared = program.program().data();
    if (name != null && declared.containsKey(name)) {
      return declared.get(name);
    }
    if (declared.isEmpty()) {
      throw CommandFailure.wrong("%s declares no data".formatted(file), "");
    }
    if (name == null && declared.size() == 1) {
      return declared.values().iterator().next();
    }
    String all = String.join(", ", declared.keySet());
    throw name == null
        ? CommandFailure.usage("%s has several: %s".formatted(file, all), "say which one")
        : CommandFailure.usage(
            "%s declares no data %s".formatted(file, name),
            Suggestion.nearest(name, declared.keySet())
                .map("did you mean %s?"::formatted)
                .orElse("there are " + all));
  }

  private void describe(DataSet data) {
    TextTable splits = new TextTable("split", ">rows");
    data.splits().forEach((s, table) -> splits.row(s, "%,d".formatted(table.rows())));
    splits.lines().forEach(console.out()::line);
    console.out().line("");
    TextTable columns = new TextTable("column", "shape", "classes");
    for (Column c : data.columns()) {
      String classes =
          c.classNames().isEmpty()
              ? c.classes() > 0 ? String.valueOf(c.classes()) : ""
              : String.join(", ", c.classNames());
      columns.row(c.name(), Arrays.toString(c.shape()), classes);
    }
    columns.lines().forEach(console.out()::line);
  }

  private void draw(DataSet data) {
    Column image = image(data);
    Optional<Column> label =
        data.columns().stream().filter(c -> c.kind() == Column.Kind.LABEL).findFirst();
    Table table = data.split(split);
    int count = Math.min(rows, table.rows());
    List<String> names = new ArrayList<>(List.of(image.name()));
    label.ifPresent(c -> names.add(c.name()));
    List<Tile> tiles = new ArrayList<>();
    try (BatchLoader loader = loader(table, names, count)) {
      loader.seek(epoch - 1L, 0);
      Batch batch = loader.take();
      for (int i = 0; i < count; i++) {
        float[] values =
            Arrays.copyOfRange(
                batch.column(image.name()), i * image.size(), (i + 1) * image.size());
        int row = i;
        String caption = label.map(c -> className(c, (int) batch.column(c.name())[row])).orElse("");
        tiles.add(new Tile(ImageSize.of(image.shape()), values, caption, ""));
      }
    }
    new PictureSheet(tiles).write(png);
    console.out().line("");
    console.out().line("%d images of the %s split are in %s".formatted(count, split, png));
  }

  /** As a training would be given the first rows, if it took them in order. */
  private BatchLoader loader(Table table, List<String> names, int count) {
    return plain || !split.equals(DataSet.TRAIN)
        ? new BatchLoader(table, names, count, Order.SEQUENTIAL)
        : BatchLoader.varied(table, names, count, Order.SEQUENTIAL, seed);
  }

  /** The first column of images that can be drawn. */
  private static Column image(DataSet data) {
    return data.columns().stream()
        .filter(DataShowCommand::isDrawable)
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.wrong(
                    "%s has no images to draw".formatted(data.name()),
                    "images are columns of the shape [1, height, width] or [3, height, width]"));
  }

  /** Whether a column holds grey images, or red, green and blue ones. */
  static boolean isDrawable(Column c) {
    return Augment.isImage(c) && (c.shape()[0] == 1 || c.shape()[0] == 3);
  }

  /** The name of a class, or its number where it has none. */
  static String className(Column label, int index) {
    return index >= 0 && index < label.classNames().size()
        ? label.classNames().get(index)
        : String.valueOf(index);
  }
}
