package dev.netc.bench.peers;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The medians of all contestants at all workloads, and how netc compares with the best peer. */
final class PeerTable {
  private static final String OURS = "netc";

  private record Medians(double seconds, double processorSeconds, double megabytes) {}

  private final List<String> peers;
  private final List<String> missing;
  private final Map<Workload, Map<String, Medians>> results = new EnumMap<>(Workload.class);

  /**
   * @param missing what to say about peers that are left out
   */
  PeerTable(List<String> peers, List<String> missing) {
    this.peers = peers;
    this.missing = missing;
  }

  void add(Workload workload, String peer, List<Contestant.Round> rounds) {
    if (rounds.isEmpty()) {
      return;
    }
    results
        .computeIfAbsent(workload, w -> new LinkedHashMap<>())
        .put(
            peer,
            new Medians(
                median(rounds.stream().mapToDouble(Contestant.Round::seconds).toArray()),
                median(rounds.stream().mapToDouble(Contestant.Round::processorSeconds).toArray()),
                rounds.get(rounds.size() - 1).megabytes()));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Speed, processor time and memory, a table each, with lines on how they came about. */
  String markdown(int rounds) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Medians of %d rounds of 0.4 s in which the contestants take turns, with %d threads each.\n"
            .formatted(rounds, Contestant.threads()));
    missing.forEach(line -> text.append(line).append(".\n"));
    text.append("\n| work").append(head("netc / best peer"));
    results.keySet().forEach(workload -> text.append(line(workload)).append('\n'));
    text.append("\n| processor time of a step, of all threads").append(head("netc / best peer"));
    for (Workload workload : results.keySet()) {
      String ratio = ratio(results.get(workload), Medians::processorSeconds);
      text.append(row(workload, "", m -> micros(m.processorSeconds()), ratio)).append('\n');
    }
    text.append("\n| most memory of the process, MB").append(head("least of the peers / netc"));
    for (Workload workload : results.keySet()) {
      String ratio = ratio(results.get(workload), Medians::megabytes);
      text.append(row(workload, "", m -> digits(m.megabytes()), ratio)).append('\n');
    }
    return text.toString();
  }

  private String head(String last) {
    return " | %s | %s |\n%s|\n"
        .formatted(String.join(" | ", peers), last, "|---".repeat(peers.size() + 2));
  }

  /** How quick all are at one workload. */
  String line(Workload workload) {
    String unit =
        workload.trains() ? ", steps/s" : workload.batch() == 1 ? ", a step" : ", images/s";
    return row(
        workload,
        unit,
        m -> speed(workload, m),
        ratio(results.getOrDefault(workload, Map.of()), Medians::seconds));
  }

  private String row(Workload workload, String unit, Function<Medians, String> cell, String ratio) {
    Map<String, Medians> of = results.getOrDefault(workload, Map.of());
    StringJoiner row = new StringJoiner(" | ", "| ", " |").add(workload.title() + unit);
    for (String peer : peers) {
      row.add(of.containsKey(peer) ? cell.apply(of.get(peer)) : "");
    }
    return row.add(ratio).toString();
  }

  private static String speed(Workload workload, Medians m) {
    if (workload.trains()) {
      return digits(1 / m.seconds());
    }
    return workload.batch() == 1 ? micros(m.seconds()) : digits(workload.batch() / m.seconds());
  }

  /** How many times as much of something as netc the best of the others needs. */
  private static String ratio(Map<String, Medians> all, ToDoubleFunction<Medians> need) {
    OptionalDouble best =
        all.entrySet().stream()
            .filter(peer -> !peer.getKey().equals(OURS))
            .mapToDouble(peer -> need.applyAsDouble(peer.getValue()))
            .min();
    return !all.containsKey(OURS) || best.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT, "%.2f", best.getAsDouble() / need.applyAsDouble(all.get(OURS)));
  }

  private static String micros(double seconds) {
    return seconds < 1e-2 ? digits(seconds * 1e6) + " µs" : digits(seconds * 1e3) + " ms";
  }

  private static String digits(double value) {
    return String.format(
        Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
