package dev.netc.cli.properties;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes a failing program small: what can be taken out of it, or made simpler, while it fails in
 * the same way, is. First runs of lines, long ones before short ones (Zeller and Hildebrandt 2002,
 * Simplifying and Isolating Failure-Inducing Input), then definitions whose name one of their parts
 * can stand for, stages of pipelines, arguments, and numbers.
 *
 * <p>It knows nothing of the language but its words: the checker refuses what is no program.
 */
final class Shrinker {
  private static final int MOST_TRIES = 3000;
  private static final Pattern STAGE = Pattern.compile(" -> [^\\s,(){}]+(\\([^()]*\\))?");
  private static final Pattern ARGUMENT = Pattern.compile(", [^,()\\[\\]{}]+|[^,()\\[\\]{}]+, ");
  private static final Pattern CALL = Pattern.compile("[\\p{L}_]+\\(([^()]*)\\)");
  private static final Pattern NUMBER = Pattern.compile("\\b\\d+(\\.\\d+)?\\b");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private final Function<String, Optional<Failure>> failure;
  private final String kind;
  private String program;
  private int tries;

  private Shrinker(
      Function<String, Optional<Failure>> failure, String kind, String program, int tries) {
    this.failure = failure;
    this.kind = kind;
    this.program = program;
    this.tries = tries;
  }

  /**
   * A small program that fails in the way of the given one.
   *
   * @param failure tells how a program fails
   */
  static String shrunk(String program, Function<String, Optional<Failure>> failure) {
    Optional<Failure> first = failure.apply(program);
    if (first.isEmpty()) {
      return program;
    }
    Shrinker shrinker = new Shrinker(failure, first.get().kind(), program, MOST_TRIES);
    shrinker.shrink();
    return shrinker.program;
  }

  private void shrink() {
    String before;
    do {
      before = program;
      takeLinesOut();
      whileShorter(this::withoutDefinitions);
      whileShorter(() -> without(STAGE, ""));
      whileShorter(() -> without(CALL, "$1"));
      whileShorter(() -> without(ARGUMENT, ""));
      whileShorter(this::withSmallerNumbers);
    } while (!before.equals(program) && tries > 0);
  }

  /** Keeps a candidate that fails in the same way. */
  private boolean keep(String candidate) {
    if (candidate.equals(program) || tries-- <= 0) {
      return false;
    }
    boolean same = failure.apply(candidate).filter(f -> f.kind().equals(kind)).isPresent();
    if (same) {
      program = candidate;
    }
    return same;
  }

  private void takeLinesOut() {
    for (int length = lines().size() / 2; length > 0; length /= 2) {
      for (int at = lines().size() - length; at >= 0; at--) {
        List<String> rest = new ArrayList<>(lines());
        if (at + length > rest.size()) {
          continue;
        }
        rest.subList(at, at + length).clear();
        keep(String.join("\n", rest));
      }
    }
  }

  private List<String> lines() {
    return program.lines().toList();
  }

  private interface Candidates {
    /** Simpler programs than the present one. */
    Set<String> get();
  }

  private void whileShorter(Candidates candidates) {
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (String candidate : candidates.get()) {
        if (keep(candidate)) {
          shorter = true;
          break;
        }
      }
    }
  }

  /** Programs in which one place of a pattern is replaced. */
  private Set<String> without(Pattern pattern, String replacement) {
    Set<String> result = new LinkedHashSet<>();
    for (MatchResult place : places(pattern)) {
      String put = replacement.isEmpty() ? "" : place.group(1);
      result.add(program.substring(0, place.start()) + put + program.substring(place.end()));
    }
    return result;
  }

  /** From the last to the first: what comes last is needed by least. */
  private List<MatchResult> places(Pattern pattern) {
    List<MatchResult> places = new ArrayList<>(pattern.matcher(program).results().toList());
    java.util.Collections.reverse(places);
    return places;
  }

  /** Programs without one line {@code name = expression}, a name of the expression in its place. */
  private Set<String> withoutDefinitions() {
    Set<String> result = new LinkedHashSet<>();
    List<String> lines = lines();
    for (int i = lines.size() - 1; i >= 0; i--) {
      String[] sides = lines.get(i).split(" = ", 2);
      String name = sides[0].strip();
      if (sides.length == 2 && NAME.matcher(name).matches()) {
        List<String> rest = new ArrayList<>(lines);
        rest.remove(i);
        Pattern word = Pattern.compile("(?<![\\p{L}\\p{N}_])" + name + "(?![\\p{L}\\p{N}_])");
        for (MatchResult other : NAME.matcher(sides[1]).results().toList()) {
          result.add(word.matcher(String.join("\n", rest)).replaceAll(other.group()));
        }
      }
    }
    return result;
  }

  private Set<String> withSmallerNumbers() {
    Set<String> result = new LinkedHashSet<>();
    for (MatchResult place : places(NUMBER)) {
      double value = Double.parseDouble(place.group());
      for (double smaller : new double[] {1, 2, Math.floor(value / 2)}) {
        if (smaller >= 1 && smaller < value) {
          String number = String.valueOf((long) smaller);
          result.add(program.substring(0, place.start()) + number + program.substring(place.end()));
        }
      }
    }
    return result;
  }
}
