package dev.netc.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares netc with other systems: for each workload a process of each {@link Peer}, which work in
 * turns of a second and less, so that whatever else the machine does disturbs all of them alike.
 *
 * <p>Arguments: the folder of the benchmarks, the rounds of each workload, and perhaps the names of
 * the workloads. Prints a table in Markdown, and writes it to {@code target/peers.md}.
 */
public final class PeerBenchmark {
  private static final double ROUND_SECONDS = 0.4;

  /** The JIT compilers of five seconds' work have nothing left to do. */
  private static final double WARM_UP_SECONDS = 5;

  private final Path folder;
  private final int rounds;
  private final List<Peer> peers;
  private final PeerTable table;

  private PeerBenchmark(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
    this.peers = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Peer peer : Peer.all()) {
      peer.missing().ifPresentOrElse(missing::add, () -> peers.add(peer));
    }
    missing.forEach(System.err::println);
    this.table = new PeerTable(peers.stream().map(Peer::name).toList(), missing);
  }

  /** Measures all workloads, or those that are named. */
  public static void main(String[] args) throws IOException {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
    List<Workload> workloads =
        args.length > 2
            ? Arrays.stream(args).skip(2).map(Workload::valueOf).toList()
            : List.of(Workload.values());
    PeerBenchmark benchmark = new PeerBenchmark(Path.of(args[0]), rounds);
    for (Workload workload : workloads) {
      benchmark.measure(workload);
    }
    String text = benchmark.table.markdown(rounds);
    System.out.print(text);
    Files.writeString(benchmark.folder.resolve("target").resolve("peers.md"), text);
  }

  private void measure(Workload workload) throws IOException {
    Map<String, PeerProcess> processes = new LinkedHashMap<>();
    Map<String, List<Contestant.Round>> results = new LinkedHashMap<>();
    Path log = folder.resolve("target").resolve("peers.log");
    try {
      for (Peer peer : peers) {
        if (!peer.can().test(workload)) {
          continue;
        }
        PeerProcess process = peer.start(folder, workload, log);
        processes.put(peer.name(), process);
        results.put(peer.name(), new ArrayList<>());
        process.round(WARM_UP_SECONDS);
      }
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<String, PeerProcess> peer : processes.entrySet()) {
          results.get(peer.getKey()).add(peer.getValue().round(ROUND_SECONDS));
        }
      }
    } finally {
      processes.values().forEach(PeerProcess::close);
    }
    results.forEach((peer, all) -> table.add(workload, peer, all));
    System.err.println(table.line(workload));
  }
}
