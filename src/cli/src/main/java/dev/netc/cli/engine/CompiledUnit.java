package dev.netc.cli.engine;

import dev.netc.compiler.Backend;
import dev.netc.compiler.check.Program;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.plan.PhasePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A net or train of a program, compiled to a class.
 *
 * @param lowered as graphs, before rewriting
 */
public record CompiledUnit(Lowered lowered, Backend.Compiled compiled) {

  /**
   * The nets that can stand alone and the trains of a program, or the one of a name.
   *
   * @param packageName of the classes; may be empty
   */
  public static List<CompiledUnit> of(Program program, Optional<String> name, String packageName) {
    List<Lowered> lowered = new ArrayList<>();
    program.networks().values().forEach(network -> lowered.add(Lower.net(network)));
    program.trains().values().forEach(train -> lowered.add(Lower.train(train)));
    return lowered.stream()
        .filter(unit -> name.isEmpty() || unit.name().equals(name.get()))
        .map(unit -> new CompiledUnit(unit, Backend.compile(unit, packageName)))
        .toList();
  }

  /** Where its source belongs: {@code com/example/Digits.java}. */
  public String sourcePath() {
    return compiled.className().replace('.', '/') + ".java";
  }

  /** Its graphs as the program says them. */
  public String printGraphs() {
    List<Graph> graphs = new ArrayList<>(List.of(lowered.infer()));
    lowered.evaluate().ifPresent(graphs::add);
    lowered.training().ifPresent(training -> graphs.add(training.graph()));
    return print(graphs);
  }

  /** Its graphs after all rewrites. */
  public String printFused() {
    return print(compiled.plan().phases().stream().map(PhasePlan::graph).toList());
  }

  private String print(List<Graph> graphs) {
    String[] purposes = {"inference", "evaluation", "training"};
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < graphs.size(); i++) {
      text.append(i == 0 ? "" : "\n").append("// ").append(lowered.name()).append(", ");
      text.append(purposes[i]).append('\n').append(graphs.get(i).print());
    }
    return text.toString();
  }
}
