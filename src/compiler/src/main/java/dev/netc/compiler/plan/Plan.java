package dev.netc.compiler.plan;

import dev.netc.compiler.op.primitive.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The memory of a net: the size of every arena, and a place for every value of every graph. Sizes
 * are in floats. The graphs are run one at a time and share one memory of activations.
 *
 * @param parameters by name; the trained ones come first, running statistics last
 * @param trainable floats of the parameters that are trained
 * @param running floats of the statistics that a step brings up to date
 * @param inputs by name
 * @param optimizerState tensors that the optimiser keeps for each trained parameter
 * @param infer inference
 * @param evaluate loss and metrics, if the net is trained
 * @param train the training step, if the net is trained
 */
public record Plan(
    Layout<String> parameters,
    long trainable,
    long running,
    Layout<String> inputs,
    Layout<Leaf.Constant> constants,
    int optimizerState,
    PhasePlan infer,
    Optional<PhasePlan> evaluate,
    Optional<PhasePlan> train) {

  /** The size of one arena. */
  public record ArenaSize(String name, long perSample, long fixed) {
    /** Bytes for a batch. */
    public long bytes(long batch) {
      return Math.multiplyExact(
          Math.addExact(Math.multiplyExact(perSample, batch), fixed), (long) Float.BYTES);
    }
  }

  /** The graphs in the order inference, evaluation, training. */
  public List<PhasePlan> phases() {
    List<PhasePlan> phases = new ArrayList<>(List.of(infer));
    evaluate.ifPresent(phases::add);
    train.ifPresent(phases::add);
    return phases;
  }

  /** Floats of batched activations for each sample: what the largest graph needs. */
  public long activationsPerSample() {
    return phases().stream().mapToLong(PhasePlan::batched).max().orElse(0);
  }

  /** Floats of the other activations. */
  public long activations() {
    return phases().stream().mapToLong(PhasePlan::fixed).max().orElse(0);
  }

  /** Every arena that the net has. */
  public List<ArenaSize> arenas() {
    List<ArenaSize> arenas = new ArrayList<>();
    arenas.add(new ArenaSize("parameters", 0, parameters.fixed()));
    if (train.isPresent()) {
      arenas.add(new ArenaSize("gradients", 0, trainable));
      arenas.add(new ArenaSize("next statistics", 0, running));
      arenas.add(new ArenaSize("optimizer state", 0, trainable * optimizerState));
    }
    arenas.add(new ArenaSize("constants", 0, constants.fixed()));
    arenas.add(new ArenaSize("inputs", inputs.perSample(), inputs.fixed()));
    arenas.add(new ArenaSize("activations", activationsPerSample(), activations()));
    return arenas;
  }

  /**
   * Bytes of all arenas together for a batch: nothing else is taken while the net runs, but for
   * scratch memory of the kernels, which say how much when they are made.
   */
  public long peakBytes(long batch) {
    return arenas().stream().mapToLong(arena -> arena.bytes(batch)).reduce(0, Math::addExact);
  }

  /** The printed form: the arenas, then the place of every value. */
  public String print() {
    StringBuilder out = new StringBuilder("arenas, in floats\n");
    for (ArenaSize arena : arenas()) {
      out.append("  %-16s".formatted(arena.name()));
      if (arena.perSample() > 0) {
        out.append(" batch * ").append(arena.perSample()).append(" +");
      }
      out.append(' ').append(arena.fixed()).append('\n');
    }
    out.append("parameters\n");
    parameters
        .places()
        .forEach(
            (name, place) -> out.append("  ").append(place).append("  ").append(name).append('\n'));
    phases().forEach(phase -> out.append(phase.print()));
    return out.toString();
  }
}
