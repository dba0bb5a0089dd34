package dev.netc.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A system that is compared.
 *
 * @param can whether it does a workload
 * @param program what its process runs
 * @param environment what its process finds in the environment beside the number of threads
 */
record Peer(
    String name, Predicate<Workload> can, PeerProgram program, Map<String, String> environment) {
  /**
   * As they are quickest: glibc keeps memory that a step frees, in place of fetching it anew in
   * each step, and TensorFlow uses oneDNN on every processor.
   */
  private static final Map<String, String> TUNED =
      Map.of(
          "MALLOC_MMAP_MAX_", "0",
          "MALLOC_TRIM_THRESHOLD_", "2000000000",
          "TF_ENABLE_ONEDNN_OPTS", "1");

  /** netc, and all that it is compared with. */
  static List<Peer> all() {
    return List.of(
        new Peer(
            "netc",
            workload -> true,
            new PeerProgram.Java(
                "",
                "dev.netc.bench.peers.NetcContestant",
                List.of(
                    "-XX:+UseSerialGC", "-Xss16m", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")),
            Map.of()),
        new Peer(
            "DL4J",
            Peer::isSmall,
            new PeerProgram.Java(
                "peers/dl4j",
                "dev.netc.bench.peers.dl4j.Dl4jContestant",
                List.of("-Xmx4g", "-Dorg.bytedeco.javacpp.platform.extension=-avx2")),
            Map.of()),
        new Peer(
            "PyTorch (DJL)",
            workload -> true,
            new PeerProgram.Java(
                "peers/pytorch",
                "dev.netc.bench.peers.pytorch.PyTorchContestant",
                List.of("-Xmx2g", "-Dai.djl.offline=true")),
            Map.of()),
        new Peer(
            "PyTorch (Python)",
            Peer::isSmall,
            new PeerProgram.Python("torch_contestant.py", "torch"),
            TUNED),
        new Peer(
            "TensorFlow (Java)",
            Peer::isSmall,
            new PeerProgram.Java(
                "peers/tensorflow",
                "dev.netc.bench.peers.tensorflow.TensorFlowContestant",
                List.of("-Xmx1g")),
            TUNED),
        new Peer("JAX", Peer::isSmall, new PeerProgram.Python("jax_contestant.py", "jax"), TUNED),
        new Peer(
            "ONNX Runtime",
            workload -> !workload.trains(),
            new PeerProgram.Java(
                "peers/onnx", "dev.netc.bench.peers.onnx.OnnxContestant", List.of("-Xmx1g")),
            Map.of()));
  }

  private static boolean isSmall(Workload workload) {
    return workload.model() != Workload.Model.RESNET18;
  }

  /** Why it cannot be measured here, and what to do about it. */
  Optional<String> missing() {
    return program.missing().map(reason -> "%s is left out: %s".formatted(name, reason));
  }

  /** Starts it at a workload. */
  PeerProcess start(Path folder, Workload workload, Path log) throws IOException {
    return new PeerProcess(name, program.command(folder, workload), environment, workload, log);
  }
}
