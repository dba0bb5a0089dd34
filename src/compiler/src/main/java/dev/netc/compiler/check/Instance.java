package dev.netc.compiler.check;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a net keeps from one use to the next: its layers and parameters. A use meets the same places
 * of the text in the same order, so the n-th visit of a place finds what the n-th visit made first.
 */
final class Instance {
  private final Map<Object, Map<Integer, Object>> kept = new IdentityHashMap<>();
  private final Map<Object, Integer> visits = new IdentityHashMap<>();

  /** Begins another use of the net. */
  void begin() {
    visits.clear();
  }

  /** What this visit of the place made in the first use. */
  @SuppressWarnings("unchecked")
  <T> T at(Object place, Supplier<T> first) {
    int visit = visits.merge(place, 1, Integer::sum);
    return (T)
        kept.computeIfAbsent(place, p -> new HashMap<>()).computeIfAbsent(visit, v -> first.get());
  }
}
