package dev.netc.runtime.data;

import dev.netc.runtime.data.image.ImageSize;
import dev.netc.runtime.data.image.Variation;
import dev.netc.runtime.data.image.VariedRows;
import java.util.List;

/**
 * Varies the images of the training split at random, each time a training is shown one. All other
 * splits, and the training split where it is evaluated, stay as they are; a crop shows the middle
 * there.
 *
 * @param variations in their order
 */
public record Augment(List<Variation> variations) implements Transform {

  public Augment {
    variations = List.copyOf(variations);
  }

  /** Whether a column holds images: quantities of the shape {@code [channels, height, width]}. */
  public static boolean isImage(Column column) {
    return column.isFeature() && column.shape().length == 3;
  }

  @Override
  public DataSet apply(DataSet data) {
    List<Column> images = data.columns().stream().filter(Augment::isImage).toList();
    if (images.isEmpty()) {
      throw new DataException(
          "`augment` finds no images in `%s`; its columns are %s"
              .formatted(
                  data.name(),
                  String.join(", ", data.columns().stream().map(Column::toString).toList())),
          "images are columns of the shape [channels, height, width]");
    }
    DataSet varied = data;
    for (Column image : images) {
      varied = varied.mapEach(table -> vary(table, image));
    }
    return varied;
  }

  private Table vary(Table table, Column column) {
    ImageSize size = ImageSize.of(column.shape());
    Column after =
        new Column(
            column.name(),
            VariedRows.size(size, variations).shape(),
            column.kind(),
            column.classes(),
            column.target(),
            column.classNames());
    return Tables.replace(
        table, after, new VariedRows(table.reader(column.name()), size, variations));
  }
}
