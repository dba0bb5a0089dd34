package dev.netc.cli.engine;

import dev.netc.compiler.check.TestSpec;
import dev.netc.compiler.ir.Graph;
import dev.netc.compiler.ir.Node;
import dev.netc.compiler.lower.Lower;
import dev.netc.compiler.network.NetworkInput;
import dev.netc.compiler.reference.Evaluation;
import dev.netc.compiler.reference.Interpreter;
import dev.netc.compiler.reference.Tensor;
import dev.netc.runtime.checkpoint.CheckpointException;
import dev.netc.runtime.data.DataException;
import dev.netc.runtime.net.CompiledNet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs tests: expectations in float64 by the reference interpreter, and for everything that a net
 * or function gives also the compiled class in float32, which must agree.
 */
public final class TestRunner {
  private static final long SEED = 0;

  private final CompiledNets nets;
  private final OutsideValues outside;

  public TestRunner(CompiledNets nets, OutsideValues outside) {
    this.nets = nets;
    this.outside = outside;
  }

  /** Runs one test. */
  public TestOutcome run(TestSpec test) {
    try {
      Map<String, double[]> inputs = new HashMap<>(test.literals());
      test.outside().forEach((name, value) -> inputs.put(name, outside.of(value)));
      List<TestOutcome.Failure> failures = new ArrayList<>();
      for (Lower.LoweredTest group : Lower.test(test)) {
        failures.addAll(run(test, group, inputs));
      }
      return new TestOutcome(test, failures, "", false);
    } catch (DataException e) {
      return new TestOutcome(test, List.of(), e.report(), DataFiles.isMissing(e));
    } catch (CheckpointException e) {
      return new TestOutcome(test, List.of(), e.getMessage(), false);
    }
  }

  private List<TestOutcome.Failure> run(
      TestSpec test, Lower.LoweredTest group, Map<String, double[]> inputs) {
    Map<String, double[]> parameters =
        ReferenceParameters.initial(test.network().parameters(), SEED);
    Map<String, Tensor> fed = new HashMap<>();
    for (NetworkInput input : test.network().inputs()) {
      fed.put(input.name(), new Tensor(input.type().physicalDims(1), inputs.get(input.name())));
    }
    Evaluation evaluation = new Evaluation(group.batch(), new RuntimeRandom(SEED, 0));
    Map<Node, Tensor> values =
        Interpreter.run(group.full(), n -> ReferenceModel.leaf(n, parameters, fed), evaluation);
    List<TestOutcome.Failure> failures = new ArrayList<>();
    for (int i = 0; i < group.expectations().size(); i++) {
      Tensor left = values.get(group.full().outputs().get("left " + i));
      Tensor right = values.get(group.full().outputs().get("right " + i));
      Comparison.of(group.expectations().get(i), left, right).ifPresent(failures::add);
    }
    disagreement(test, group, inputs, values).ifPresent(failures::add);
    return failures;
  }

  /** Where the compiled class differs from the reference by more than float32 explains. */
  private Optional<TestOutcome.Failure> disagreement(
      TestSpec test,
      Lower.LoweredTest group,
      Map<String, double[]> inputs,
      Map<Node, Tensor> reference) {
    Graph observed = group.compiled().infer();
    if (observed.outputs().isEmpty()) {
      return Optional.empty();
    }
    try (CompiledNet net = nets.make(group.compiled(), group.batch(), SEED)) {
      for (NetworkInput input : group.compiled().inputs()) {
        net.set(input.name(), floats(inputs.get(input.name())));
      }
      net.run();
      for (String name : observed.outputs().keySet()) {
        Tensor exact = reference.get(group.full().outputs().get(name));
        Optional<List<String>> difference = Comparison.float32(exact.data(), net.get(name));
        if (difference.isPresent()) {
          Node node = group.full().outputs().get(name);
          String what = "the compiled class agrees on " + node.origin().span().text();
          return Optional.of(
              new TestOutcome.Failure(what, node.origin().span().position(), difference.get()));
        }
      }
      return Optional.empty();
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
