package dev.netc.compiler.network;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The readable name of a value, layer or parameter. Layers of one kind in one place are numbered,
 * but only where there are several: {@code scores.dense[0].weight}, {@code features.conv.bias}.
 * Whether there are several is known when the net is complete: read names then.
 */
public final class Path {
  private final Path parent;
  private final String base;
  private final int ordinal;
  private Map<String, Integer> counts = Map.of(); // most have no layers below

  private Path(Path parent, String base, int ordinal) {
    this.parent = parent;
    this.base = base;
    this.ordinal = ordinal;
  }

  public static Path root() {
    return new Path(null, "", -1);
  }

  /** A part with a name of its own, such as a bound value or a weight. */
  public Path named(String name) {
    return new Path(this, name, -1);
  }

  /** A layer, told apart by number from others of its kind here. */
  public Path layer(String kind) {
    if (counts.isEmpty()) {
      counts = new HashMap<>();
    }
    int ordinal = counts.merge(kind, 1, Integer::sum) - 1;
    return new Path(this, kind, ordinal);
  }

  /** What this is a part of; empty for the root. */
  public Optional<Path> parent() {
    return Optional.ofNullable(parent);
  }

  /** Whether it is a layer, a net used as one included; otherwise a name bound by the program. */
  public boolean isLayer() {
    return ordinal >= 0;
  }

  @Override
  public String toString() {
    if (parent == null) {
      return base;
    }
    String prefix = parent.toString();
    boolean numbered = ordinal >= 0 && parent.counts.get(base) > 1;
    String name = numbered ? base + "[" + ordinal + "]" : base;
    return prefix.isEmpty() ? name : prefix + "." + name;
  }
}
