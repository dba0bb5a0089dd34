package dev.netc.cli.chart;

import dev.netc.cli.picture.PictureFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Charts of the same series side by side, with one legend.
 *
 * @param title above all
 */
public record Figure(String title, List<Chart> charts) {
  public Figure {
    charts = List.copyOf(charts);
  }

  /**
   * Writes it, new or instead of the old file.
   *
   * @throws dev.netc.cli.CommandFailure if it is a PNG and the system has no fonts
   * @throws dev.netc.runtime.checkpoint.CheckpointException if it cannot be written
   */
  public void write(PictureFile file) {
    Scene scene = FigureLayout.of(this);
    file.write(out -> SvgScene.write(scene, out), out -> PngScene.write(scene, out));
  }

  /** The names of all series, in the order of their colours. */
  List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    charts.forEach(chart -> chart.series().forEach(series -> names.add(series.name())));
    return List.copyOf(names);
  }
}
