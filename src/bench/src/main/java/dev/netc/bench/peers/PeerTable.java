package dev.netc.bench.peers;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/** The medians of all contestants at all workloads, and how netc compares with the best peer. */
final class PeerTable {
  private static final String OURS = "netc";

  private record Medians(double seconds, double processorSeconds, double megabytes) {}

  private final List<String> peers;
  private final Map<Workload, Map<String, Medians>> results = new EnumMap<>(Workload.class);

  PeerTable(List<String> peers) {
    this.peers = peers;
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

  /** The whole table, with a line on how it came about. */
  String markdown(int rounds) {
    StringBuilder text = new StringBuilder();
    StringJoiner head = new StringJoiner(" | ", "| ", " |\n").add("work");
    StringJoiner rule = new StringJoiner("|", "|", "|\n").add("---");
    for (String peer : peers) {
      head.add(peer);
      rule.add("---");
    }
    text.append(head.add("netc / best peer").add("the same by processor time"));
    text.append(rule.add("---").add("---"));
    results.keySet().forEach(workload -> text.append(line(workload)).append('\n'));
    return text.append('\n')
        .append(
            "Medians of %d rounds of 0.4 s in which the contestants take turns".formatted(rounds))
        .append(" with %d threads each".formatted(Contestant.threads()))
        .append("; in parentheses processor time of a step, of all threads, and the most memory")
        .append(" that the process has had.\n")
        .toString();
  }

  /** One workload. */
  String line(Workload workload) {
    Map<String, Medians> of = results.getOrDefault(workload, Map.of());
    StringJoiner row = new StringJoiner(" | ", "| ", " |").add(workload.title());
    for (String peer : peers) {
      row.add(of.containsKey(peer) ? cell(workload, of.get(peer)) : "");
    }
    row.add(ratio(of.get(OURS), of, false));
    return row.add(ratio(of.get(OURS), of, true)).toString();
  }

  private static String cell(Workload workload, Medians m) {
    String processor =
        " (%s, %s MB)".formatted(micros(m.processorSeconds()), digits(m.megabytes()));
    if (workload.trains()) {
      return "%s steps/s%s".formatted(digits(1 / m.seconds()), processor);
    }
    return workload.batch() == 1
        ? micros(m.seconds()) + processor
        : "%s images/s%s".formatted(digits(workload.batch() / m.seconds()), processor);
  }

  private static String ratio(Medians ours, Map<String, Medians> all, boolean processor) {
    OptionalDouble best =
        all.entrySet().stream()
            .filter(peer -> !peer.getKey().equals(OURS))
            .mapToDouble(peer -> time(peer.getValue(), processor))
            .min();
    return ours == null || best.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%.2f", best.getAsDouble() / time(ours, processor));
  }

  private static double time(Medians medians, boolean processor) {
    return processor ? medians.processorSeconds() : medians.seconds();
  }

  private static String micros(double seconds) {
    return seconds < 1e-2 ? digits(seconds * 1e6) + " µs" : digits(seconds * 1e3) + " ms";
  }

  private static String digits(double value) {
    return String.format(
        Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
