package dev.netc.cli.explain;

import dev.netc.compiler.format.Formatter;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.source.Source;
import java.util.List;
import java.util.function.Predicate;

/** The example of an operation as a program: what it needs, and a test of what is expected. */
public final class Example {
  private static final Predicate<String> IS_DECLARATION =
      statement -> statement.startsWith("net ") || statement.startsWith("data ");

  private Example() {}

  /** A program at the end of a page. */
  static String section(String program) {
    return "\n## Example\n\n```net\n" + program + "```\n";
  }

  /** The text of the program; every line ends with a line feed. */
  public static String program(Operation operation) {
    List<String> statements = operation.example();
    StringBuilder text = new StringBuilder();
    statements.stream().filter(IS_DECLARATION).forEach(d -> text.append(d).append("\n\n"));
    text.append("test \"").append(operation.name()).append("\" {\n");
    int last = statements.size() - 1;
    statements.subList(0, last).stream()
        .filter(IS_DECLARATION.negate())
        .forEach(binding -> text.append("    ").append(binding).append('\n'));
    text.append("    expect ").append(statements.get(last)).append(" within 1e-6\n}\n");
    Source source = Source.of(operation.name() + ".net", text.toString());
    return Formatter.format(source).text().orElseThrow();
  }
}
