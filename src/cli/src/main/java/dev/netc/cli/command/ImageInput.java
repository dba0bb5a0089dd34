package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.cli.engine.Predictor;
import dev.netc.cli.input.RowsFile;
import dev.netc.compiler.check.DataSpec;
import dev.netc.compiler.data.DataSchema;
import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.type.Shape;
import dev.netc.runtime.data.Table;
import dev.netc.runtime.data.image.ImageSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The input of a net that takes an image. */
record ImageInput(String name, ImageSize size) {

  /**
   * The only input that the answers depend on.
   *
   * @param data that it learnt from: says how high and wide a flat input's images are
   * @throws CommandFailure if there are several, or it takes no image
   */
  static ImageInput of(Network network, Optional<DataSpec> data) {
    List<String> needed = List.copyOf(Predictor.inputs(network).keySet());
    if (needed.size() != 1) {
      throw CommandFailure.usage(
          "an image is one input, and %s needs %s"
              .formatted(network.name(), String.join(", ", needed)),
          "give a file with a column for each");
    }
    String name = needed.get(0);
    NetworkInput input =
        network.inputs().stream().filter(in -> in.name().equals(name)).findFirst().orElseThrow();
    Shape own = input.type().shape();
    Shape shape =
        data.flatMap(DataSpec::schema)
            .flatMap(schema -> schema.column(name))
            .map(DataSchema.Column::shape)
            .filter(column -> own.rank() != 3 && column.size() == own.size())
            .orElse(own);
    if (shape.rank() != 3 || shape.dim(0) != 1 && shape.dim(0) != 3) {
      throw CommandFailure.usage(
          "the input '%s' takes %s, no image".formatted(name, own),
          "an image is [1, height, width] for grey or [3, height, width]");
    }
    return new ImageInput(name, new ImageSize(shape.dim(0), shape.dim(1), shape.dim(2)));
  }

  /** Images from a file or a folder. */
  Table read(Path file) {
    return RowsFile.images(file, name, size);
  }
}
