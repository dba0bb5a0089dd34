package dev.netc.compiler;

import dev.netc.compiler.emit.Emitter;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.lower.Lowered;
import dev.netc.compiler.op.optimizer.UpdateRule;
import dev.netc.compiler.plan.Plan;
import dev.netc.compiler.plan.Planner;
import dev.netc.compiler.rewrite.Rewriter;
import java.util.Optional;

/** From graphs to Java source: rewrites, plans the memory, emits. */
public final class Backend {
  private Backend() {}

  /**
   * A net as Java source.
   *
   * @param className the class's full name
   * @param program the name of the program that declares it
   * @param source the text of its file
   * @param plan the memory of the net, with the graphs after all rewrites
   */
  public record Compiled(String className, String program, String source, Plan plan) {}

  /**
   * Compiles a net to the source of a class.
   *
   * @param packageName of the class; may be empty
   */
  public static Compiled compile(Lowered net, String packageName) {
    Graph infer = Rewriter.rewrite(net.infer());
    Optional<Graph> evaluate = net.evaluate().map(Rewriter::rewrite);
    Optional<Graph> train = net.training().map(t -> Rewriter.rewrite(t.graph()));
    Optional<UpdateRule> rule = net.training().map(t -> UpdateRule.of(t.optimizer()));
    int state = rule.map(r -> r.state().size()).orElse(0);
    Plan plan = Planner.plan(net.inputs(), net.parameters(), state, infer, evaluate, train);
    String source = Emitter.emit(net, plan, rule, packageName);
    String simpleName = Emitter.className(net.name());
    String className = packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
    return new Compiled(className, net.file(), source, plan);
  }
}
