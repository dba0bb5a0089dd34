package dev.netc.runtime.checkpoint;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name that was probably meant. */
final class NearMiss {
  private NearMiss() {}

  /** The closest candidate, if a third of the letters or fewer differ; the first of equals. */
  static Optional<String> of(String name, Collection<String> candidates) {
    String best = null;
    int bestDistance = Math.max(1, name.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(plain(name), plain(candidate));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Case and separators are where programs differ most: {@code fc1.weight}, {@code FC1_weight}. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[._/\\[\\]-]+", ".");
  }

  /** Levenshtein's edit distance, with one row of the table at a time. */
  private static int distance(String a, String b) {
    if (Math.max(a.length(), b.length()) > 500) return Integer.MAX_VALUE; // the table is quadratic
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j - 1], diagonal) + 1);
      }
    }
    return row[b.length()];
  }
}
