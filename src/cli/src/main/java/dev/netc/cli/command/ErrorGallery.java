package dev.netc.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.netc.cli.Channel;
import dev.netc.cli.CommandFailure;
import dev.netc.cli.engine.CompiledNets;
import dev.netc.cli.engine.Misclassified;
import dev.netc.cli.picture.PictureSheet;
import dev.netc.cli.picture.Tile;
import dev.netc.cli.report.TextTable;
import dev.netc.compiler.check.TrainSpec;
import dev.netc.runtime.data.Column;
import dev.netc.runtime.data.DataSet;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.image.ImageSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The samples that a trained net takes for another class: as a list, and as a picture. */
final class ErrorGallery {
  private final Table table;
  private final String split;
  private final Optional<Column> label;
  private final List<Misclassified.Row> rows;

  private ErrorGallery(
      Table table, String split, Optional<Column> label, List<Misclassified.Row> rows) {
    this.table = table;
    this.split = split;
    this.label = label;
    this.rows = rows;
  }

  /**
   * Finds them.
   *
   * @param wanted the split; null for test, or else validation, or else train
   * @param most how many at most
   * @throws CommandFailure if the train reports no accuracy
   */
  static ErrorGallery of(
      CompiledNets nets, TrainSpec train, DataSet data, String wanted, Path weights, int most) {
    Misclassified misclassified =
        Misclassified.of(train)
            .orElseThrow(
                () ->
                    CommandFailure.wrong(
                        "%s reports no accuracy, by which errors could be found"
                            .formatted(train.name()),
                        "add, for example,  report accuracy(digit, label)"));
    String split = wanted == null ? last(data) : wanted;
    Table table = data.split(split);
    return new ErrorGallery(
        table,
        split,
        misclassified.label().flatMap(table::find),
        misclassified.find(nets, weights, table, most));
  }

  private static String last(DataSet data) {
    return List.of(DataSet.TEST, DataSet.VALIDATION, DataSet.TRAIN).stream()
        .filter(data::has)
        .findFirst()
        .orElseThrow();
  }

  private String name(int index) {
    return label.map(c -> DataShowCommand.className(c, index)).orElse(String.valueOf(index));
  }

  /** A line for each. */
  void print(Channel out) {
    out.line("");
    if (rows.isEmpty()) {
      out.line("no row of the %s split is taken for another class".formatted(split));
      return;
    }
    TextTable lines = new TextTable(split + " row", ">truth", ">prediction");
    rows.forEach(r -> lines.row("%,d".formatted(r.row()), name(r.truth()), name(r.prediction())));
    lines.lines().forEach(out::line);
  }

  /** A list of objects. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Misclassified.Row row : rows) {
      json.writeStartObject();
      json.writeNumberField("row", row.row());
      json.writeStringField("truth", name(row.truth()));
      json.writeStringField("prediction", name(row.prediction()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * Draws them, truth in the upper left corner and prediction in the lower right one.
   *
   * @return whether there was anything to draw
   * @throws CommandFailure if the samples are no images
   */
  boolean draw(Path png) {
    Column image =
        table.columns().stream()
            .filter(DataShowCommand::isDrawable)
            .findFirst()
            .orElseThrow(
                () ->
                    CommandFailure.wrong(
                        "the samples are no images: no column has the shape [1, height, width] or "
                            + "[3, height, width]",
                        "leave out --png to list them"));
    if (rows.isEmpty()) {
      return false;
    }
    List<Tile> tiles = new ArrayList<>();
    for (Misclassified.Row row : rows) {
      float[] values = new float[image.size()];
      table.read(image.name(), row.row(), values, 0);
      tiles.add(
          new Tile(ImageSize.of(image.shape()), values, name(row.truth()), name(row.prediction())));
    }
    new PictureSheet(tiles).write(png);
    return true;
  }
}
