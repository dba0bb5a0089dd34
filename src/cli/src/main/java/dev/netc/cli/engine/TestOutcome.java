package dev.netc.cli.engine;

import dev.netc.compiler.check.TestSpec;
import java.util.List;

/**
 * What became of one test.
 *
 * @param failures one for each expectation that does not hold; empty if it passed
 * @param problem why it could not be run, such as data that is missing; empty if it ran
 * @param skipped whether the problem is that a data set is not there
 */
public record TestOutcome(TestSpec test, List<Failure> failures, String problem, boolean skipped) {

  public boolean passed() {
    return failures.isEmpty() && problem.isEmpty();
  }

  /**
   * An expectation that does not hold.
   *
   * @param text as the program writes it
   * @param position file and line
   * @param detail expected, actual and the difference
   */
  public record Failure(String text, String position, List<String> detail) {}
}
