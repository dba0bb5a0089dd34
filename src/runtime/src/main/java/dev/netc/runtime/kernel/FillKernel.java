package dev.netc.runtime.kernel;

import dev.netc.runtime.memory.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sets every float to one value. */
final class FillKernel implements Kernel, Footprint.Known {
  private final View y;
  private final int size;
  private final float[] tile;

  FillKernel(View y, float value) {
    this.y = y;
    this.size = Math.toIntExact(y.size());
    this.tile = new float[Math.min(size, Tiles.FLOATS)];
    Arrays.fill(tile, value);
  }

  @Override
  public Optional<Footprint> footprint() {
    return Optional.of(new Footprint(List.of(), List.of(Footprint.Range.of(y))));
  }

  @Override
  public void run() {
    for (int at = 0; at < size; at += tile.length) {
      y.set(at, tile, 0, Math.min(tile.length, size - at));
    }
  }
}
