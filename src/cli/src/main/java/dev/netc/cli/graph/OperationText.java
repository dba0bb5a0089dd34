package dev.netc.cli.graph;

import dev.netc.compiler.network.Value;
import dev.netc.compiler.op.Parameter;
import dev.netc.compiler.syntax.BinaryOperator;
import java.util.ArrayList;
import java.util.List;

/** An operation as a box shows it: an operator's sign, or the name with what is not by default. */
final class OperationText {
  private OperationText() {}

  /** Such as {@code +}, {@code relu} or {@code conv(30, 5, stride = 2)}. */
  static String of(Value.Definition.Call call) {
    for (BinaryOperator operator : BinaryOperator.values()) {
      if (operator.operation().equals(call.operation().name())) {
        return sign(operator.symbol());
      }
    }
    List<String> shown = new ArrayList<>();
    for (Parameter parameter : call.operation().parameters()) {
      Object value = call.arguments().get(parameter.name());
      if (!parameter.kind().isTensor() && value != null && isPlain(value)) {
        if (parameter.isRequired()) {
          shown.add(text(value));
        } else if (!value.equals(parameter.defaultValue().get())) {
          shown.add(parameter.name() + " = " + text(value));
        }
      }
    }
    String name = call.operation().name();
    return shown.isEmpty() ? name : name + "(" + String.join(", ", shown) + ")";
  }

  /** Initial weights are not what a picture is about. */
  private static boolean isPlain(Object value) {
    return value instanceof Number
        || value instanceof Boolean
        || value instanceof String
        || value instanceof List<?>;
  }

  private static String text(Object value) {
    boolean whole = value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e9;
    return whole ? String.valueOf(((Double) value).longValue()) : String.valueOf(value);
  }

  private static String sign(String symbol) {
    return symbol.equals("*") ? "×" : symbol;
  }
}
