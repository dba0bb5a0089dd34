package dev.netc.cli.input;

import dev.netc.cli.CommandFailure;
import dev.netc.compiler.diagnostic.Suggestion;
import dev.netc.compiler.parse.Parsed;
import dev.netc.compiler.parse.Parser;
import dev.netc.compiler.source.Source;
import dev.netc.compiler.source.Span;
import dev.netc.compiler.syntax.Declaration;
import dev.netc.compiler.syntax.TrainStatement;
import dev.netc.compiler.syntax.TrainStatement.Keyword;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values that the command line gives in place of those in the program: of parameters of a net or
 * train, and of settings of a train. They are written into the text before it is checked, so that
 * they may be whatever the language allows, and are checked like everything else.
 *
 * @param arguments expressions by parameter name
 * @param settings expressions by keyword
 */
public record Overrides(Map<String, String> arguments, Map<Keyword, String> settings) {
  /** The program as it is. */
  public static final Overrides NONE = new Overrides(Map.of(), Map.of());

  private record Edit(int start, int end, String text) {}

  public boolean isEmpty() {
    return arguments.isEmpty() && settings.isEmpty();
  }

  /**
   * The program with these values.
   *
   * @param name of the net or train that they are for; without a name the only train
   * @throws CommandFailure if it has no such parameter, or a value is no expression
   */
  public Source apply(Source source, Optional<String> name) {
    if (isEmpty()) {
      return source;
    }
    arguments.forEach(Overrides::requireExpression);
    settings.forEach((keyword, value) -> requireExpression(keyword.text(), value));
    List<Edit> edits = new ArrayList<>();
    Declaration.Named declaration = find(source, name);
    List<Declaration.Parameter> parameters =
        declaration instanceof Declaration.Net net
            ? net.parameters()
            : ((Declaration.Train) declaration).parameters();
    arguments.forEach(
        (key, value) -> edits.add(argument(declaration.name().text(), parameters, key, value)));
    settings.forEach((keyword, value) -> edits.add(setting(declaration, keyword, value)));
    return Source.of(source.name(), edited(source.text(), edits));
  }

  private static Declaration.Named find(Source source, Optional<String> name) {
    List<Declaration> all = Parser.parse(source).tree().declarations();
    boolean hasTrain = all.stream().anyMatch(d -> d instanceof Declaration.Train);
    List<Declaration.Named> found = new ArrayList<>();
    for (Declaration declaration : all) {
      boolean isTrain = declaration instanceof Declaration.Train;
      boolean isNet = declaration instanceof Declaration.Net;
      boolean isMeant = isTrain || (isNet && (name.isPresent() || !hasTrain));
      if (isMeant
          && declaration instanceof Declaration.Named named
          && name.map(named.name().text()::equals).orElse(true)) {
        found.add(named);
      }
    }
    if (found.isEmpty()) {
      throw CommandFailure.usage(
          "%s declares no %s whose values could be set"
              .formatted(source.name(), "net or train" + name.map(n -> " " + n).orElse("")),
          "name the file that declares it");
    }
    if (name.isEmpty() && found.size() > 1) {
      throw CommandFailure.usage(
          "%s declares several, and the values are for one".formatted(source.name()),
          "name it: "
              + String.join(", ", found.stream().map(f -> f.name().text()).distinct().toList()));
    }
    return found.get(0);
  }

  /** A value must not reach beyond its place in the text, by a bracket or as a comment. */
  private static void requireExpression(String name, String value) {
    boolean isOne =
        !value.contains("\n")
            && isBinding("net probe { probe = " + value + "\n}")
            && isBinding("net probe { probe = (" + value + ") }");
    if (!isOne) {
      throw CommandFailure.usage(
          "%s = %s is no value of the language".formatted(name, value),
          "write it as in a program: 100, 1e-4, true, sgd(0.1), \"text\"");
    }
  }

  private static boolean isBinding(String text) {
    Parsed parsed = Parser.parse(Source.of("", text));
    return parsed.diagnostics().isEmpty()
        && parsed.tree().declarations().size() == 1
        && parsed.tree().declarations().get(0) instanceof Declaration.Net net
        && net.statements().size() == 1
        && net.statements().get(0) instanceof Declaration.Binding;
  }

  private static Edit argument(
      String declaration, List<Declaration.Parameter> parameters, String name, String value) {
    List<String> names = parameters.stream().map(p -> p.name().text()).toList();
    Declaration.Parameter parameter =
        parameters.stream()
            .filter(p -> p.name().text().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "%s has no parameter %s".formatted(declaration, name),
                        Suggestion.nearest(name, names)
                            .map("did you mean %s?"::formatted)
                            .orElse(
                                names.isEmpty()
                                    ? "it has none; write it as %s(%s = …)"
                                        .formatted(declaration, name)
                                    : "it has " + String.join(", ", names))));
    int end = parameter.name().span().end();
    return parameter
        .defaultValue()
        .map(old -> new Edit(old.span().start(), old.span().end(), value))
        .orElse(new Edit(end, end, " = " + value));
  }

  private static Edit setting(Declaration.Named declaration, Keyword keyword, String value) {
    if (!(declaration instanceof Declaration.Train train)) {
      throw CommandFailure.usage(
          "%s is a net and has no %s".formatted(declaration.name(), keyword.text()),
          "name a train");
    }
    String text = keyword.text() + " " + value;
    Optional<Span> present =
        train.statements().stream()
            .filter(s -> s instanceof TrainStatement.Setting old && isSame(old.keyword(), keyword))
            .map(TrainStatement::span)
            .findFirst();
    int close = train.span().end() - 1;
    return present
        .map(span -> new Edit(span.start(), span.end(), text))
        .orElse(new Edit(close, close, " " + text + "\n"));
  }

  /** A length in steps takes the place of one in epochs. */
  private static boolean isSame(Keyword a, Keyword b) {
    return a == b || (isLength(a) && isLength(b));
  }

  private static boolean isLength(Keyword keyword) {
    return keyword == Keyword.EPOCHS || keyword == Keyword.STEPS;
  }

  private static String edited(String text, List<Edit> edits) {
    StringBuilder result = new StringBuilder(text);
    edits.stream()
        .sorted(Comparator.comparingInt(Edit::start).reversed())
        .forEach(edit -> result.replace(edit.start(), edit.end(), edit.text()));
    return result.toString();
  }
}
