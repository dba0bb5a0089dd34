package dev.netc.lsp;

import dev.netc.compiler.check.Program;
import dev.netc.compiler.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.TextDocumentIdentifier;

/** Answers {@code netc/graph}: pictures of the networks of a buffer. */
public final class Drawings {
  /** Steps of a network that is drawn; of more, nobody sees anything, and a layout takes long. */
  private static final int MOST_VALUES = 4000;

  private final Documents documents;
  private final Pictures pictures;

  Drawings(Documents documents, Pictures pictures) {
    this.documents = documents;
    this.pictures = pictures;
  }

  /**
   * What is to be drawn.
   *
   * @param name of a net, or of a train, whose network is meant then; null for the first one
   */
  public record Wanted(TextDocumentIdentifier textDocument, String name) {}

  /**
   * A picture, or why there is none.
   *
   * @param name of what is drawn; empty where nothing is meant
   * @param names of all that can be drawn: nets and trains, in the order of the program
   * @param svg the picture; null where there is none
   * @param problem why there is none, as a sentence; null where there is one
   */
  public record Drawn(String name, List<String> names, String svg, String problem) {}

  /** A picture takes a while: other questions are answered meanwhile. */
  CompletableFuture<Drawn> draw(Wanted wanted) {
    String name = Optional.ofNullable(wanted.name()).orElse("");
    return documents
        .answer(
            wanted.textDocument(),
            Optional.<Program>empty(),
            analysis -> Optional.of(analysis.program()))
        .thenApplyAsync(
            program ->
                program
                    .map(p -> draw(p, name))
                    .orElse(new Drawn(name, List.of(), null, "The program is not open.")));
  }

  private Drawn draw(Program program, String wanted) {
    Map<String, Network> networks = networks(program);
    List<String> names = List.copyOf(networks.keySet());
    String name = wanted.isEmpty() && !names.isEmpty() ? names.get(0) : wanted;
    Network network = networks.get(name);
    if (network == null) {
      return new Drawn(name, names, null, missing(name));
    } else if (network.values().size() > MOST_VALUES) {
      String problem =
          "%s has %,d steps, too many for a picture: draw one of the nets inside."
              .formatted(name, network.values().size());
      return new Drawn(name, names, null, problem);
    }
    return new Drawn(name, names, pictures.svg(network), null);
  }

  private static String missing(String name) {
    return name.isEmpty()
        ? "No net stands alone here: one can if its parameters have defaults and its inputs shapes."
        : name
            + " cannot be drawn: it has an error, or a parameter without a default, or an input"
            + " without a shape.";
  }

  /** What can be drawn, by its name: nets that stand alone, and the networks of trains. */
  static Map<String, Network> networks(Program program) {
    Map<String, Network> networks = new LinkedHashMap<>(program.networks());
    program.trains().forEach((name, train) -> networks.putIfAbsent(name, train.network()));
    return networks;
  }
}
