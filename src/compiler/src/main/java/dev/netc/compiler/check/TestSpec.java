package dev.netc.compiler.check;

import dev.netc.compiler.network.Network;
import dev.netc.compiler.network.Value;
import dev.netc.compiler.source.Span;
import java.util.List;
import java.util.Map;

/**
 * A test as declared: its expectations, and one network that computes all their sides.
 *
 * @param literals numbers of the program that are fed as inputs, by input name
 * @param outside figures that are found by running something first, by input name
 * @param observed what nets and functions give: the compiled class must agree on these
 */
public record TestSpec(
    String title,
    Network network,
    Map<String, double[]> literals,
    Map<String, OutsideValue> outside,
    List<Value> observed,
    List<Expectation> expectations,
    Span span) {

  /**
   * A claim: {@code left comparison right}, each element within a tolerance.
   *
   * @param comparison ==, !=, &lt;, &lt;=, &gt; or &gt;=
   */
  public record Expectation(
      String text, Value left, String comparison, Value right, double tolerance, Span span) {}
}
