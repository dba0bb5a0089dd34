package dev.netc.cli.command;

import dev.netc.cli.CommandFailure;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.network.Network;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which result of a net a command line means. */
final class Outputs {
  private Outputs() {}

  /** The output to differentiate: the one that is asked for, or the only one. */
  static String toDifferentiate(Network network, Optional<String> asked) {
    List<String> outputs = List.copyOf(network.outputs().keySet());
    if (asked.isEmpty() && outputs.size() == 1) {
      return outputs.get(0);
    }
    if (asked.isEmpty()) {
      throw CommandFailure.usage(
          "%s has several outputs: %s".formatted(network.name(), String.join(", ", outputs)),
          "say which one to differentiate: --of " + outputs.get(0));
    }
    if (!outputs.contains(asked.get())) {
      throw unknown(network, asked.get(), outputs);
    }
    return asked.get();
  }

  /** That the net has no value of this name. */
  static CommandFailure unknown(Network network, String name, Collection<String> names) {
    return CommandFailure.usage(
        "%s has no value %s".formatted(network.name(), name),
        Suggestion.nearest(name, names)
            .map("did you mean %s?"::formatted)
            .orElse("it has " + String.join(", ", names)));
  }
}
