package dev.netc.cli.properties;

import java.util.ArrayList;
import java.util.List;

/** Names for a program: words that mean something elsewhere, in Java or in other scripts. */
final class Names {
  private static final List<String> WORDS =
      List.of(
          "new",
          "class",
          "double",
          "größe",
          "层",
          "this",
          "batch",
          "kernels",
          "spec",
          "random",
          "float",
          "λ",
          "run",
          "value",
          "x0",
          "static",
          "loss_",
          "parameters",
          "close",
          "Tensor",
          "View",
          "String",
          "_a",
          "é",
          "get",
          "inputs",
          "train",
          "seed",
          "for");

  private final Choices choices;
  private final List<String> unused = new ArrayList<>(WORDS);
  private int count;

  Names(Choices choices) {
    this.choices = choices;
  }

  String fresh() {
    if (!unused.isEmpty() && choices.oneIn(3)) {
      return unused.remove(choices.between(0, unused.size() - 1));
    }
    return "v" + ++count;
  }
}
