package dev.netc.compiler.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values that keep their places for ever, one after the other: parameters, inputs or constants.
 *
 * @param places by what is placed, in order
 * @param perSample floats that are needed for each sample
 * @param fixed floats that are needed whatever the batch
 */
public record Layout<K>(Map<K, Place> places, long perSample, long fixed) {
  public Layout {
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
  }

  /**
   * Where something lies.
   *
   * @throws IllegalStateException if it was not placed, which is a fault of the planner
   */
  public Place place(K key) {
    Place place = places.get(key);
    if (place == null) {
      throw new IllegalStateException(key + " has no place");
    }
    return place;
  }

  /** Collects a layout, one value after the other. */
  static final class Builder<K> {
    private final Map<K, Place> places = new LinkedHashMap<>();
    private long perSample;
    private long fixed;

    void add(K key, Region region, long size) {
      if (places.containsKey(key)) {
        return;
      }
      places.put(key, new Place(region, region.scales() ? perSample : fixed, size));
      if (region.scales()) {
        perSample += Place.aligned(size);
      } else {
        fixed += Place.aligned(size);
      }
    }

    /** Floats so far, the batch not counted. */
    long fixed() {
      return fixed;
    }

    Layout<K> build() {
      return new Layout<>(places, perSample, fixed);
    }
  }
}
