package dev.netc.compiler.check;

import dev.netc.compiler.data.DataFunction;
import dev.netc.compiler.data.DataFunctions;
import dev.netc.compiler.data.DataParameter;
import dev.netc.compiler.network.InitializerCatalogue;
import dev.netc.compiler.op.Catalogue;
import dev.netc.compiler.op.Operation;
import dev.netc.compiler.op.Parameter;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.optimizer.Optimizer;
import dev.netc.compiler.op.optimizer.Optimizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that a program can call by a name of the language, and the words of settings: what
 * completion, hovers and highlighting read. Everything here comes from where it is defined.
 */
public final class Vocabulary {

  /** What a name of the language is. */
  public enum Kind {
    OPERATION("operation"),
    OPTIMIZER("optimizer"),
    SCHEDULE("schedule"),
    INITIALIZER("initialiser"),
    READER("reader of data"),
    TRANSFORM("transform of data"),
    VARIATION("variation of images"),
    TEST_FUNCTION("function of tests");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As a hover says it. */
    public String word() {
      return word;
    }
  }

  /**
   * What a name takes.
   *
   * @param defaultText the default as programs write it; empty if a program must say it
   * @param isTensor whether a tensor is meant, which may flow in
   * @param documentation one line; may be empty
   */
  public record Argument(String name, String defaultText, boolean isTensor, String documentation) {}

  /**
   * A name of the language.
   *
   * @param signature as the reference shows it
   * @param summary one sentence; may be empty
   */
  public record Entry(
      String name, Kind kind, String signature, List<Argument> arguments, String summary) {}

  private static final List<Entry> ALL = entries();

  private static final Map<Kind, Map<String, Entry>> BY_KIND =
      ALL.stream()
          .collect(
              Collectors.groupingBy(
                  Entry::kind, Collectors.toMap(Entry::name, e -> e, (a, b) -> a)));

  private Vocabulary() {}

  /** All names, in the order of the reference. */
  public static List<Entry> all() {
    return ALL;
  }

  /** The names of one kind, in the order of the reference. */
  public static List<Entry> of(Kind kind) {
    return ALL.stream().filter(entry -> entry.kind() == kind).toList();
  }

  /** The entry of a name, as the first of some kinds that has it. */
  public static Optional<Entry> find(String name, List<Kind> kinds) {
    return kinds.stream()
        .map(kind -> BY_KIND.getOrDefault(kind, Map.of()).get(name))
        .filter(entry -> entry != null)
        .findFirst();
  }

  /** The words that open a setting of a train. */
  public static List<String> settings() {
    return SettingCatalogue.words();
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Operation operation : Catalogue.all()) {
      entries.add(of(operation, operation.name()));
      operation.aliases().forEach(alias -> entries.add(of(operation, alias)));
    }
    for (Optimizer o : Optimizers.all()) {
      entries.add(numbers(o.name(), Kind.OPTIMIZER, o.settings(), o.documentation()));
    }
    for (ScheduleCatalogue.Entry s : ScheduleCatalogue.all()) {
      entries.add(numbers(s.name(), Kind.SCHEDULE, s.settings(), s.documentation()));
    }
    for (InitializerCatalogue.Entry i : InitializerCatalogue.all()) {
      entries.add(numbers(i.name(), Kind.INITIALIZER, i.settings(), i.documentation()));
    }
    DataFunctions.all().forEach(function -> entries.add(data(function)));
    WordCatalogue.of(WordCatalogue.Kind.TEST_FUNCTION).forEach(word -> entries.add(test(word)));
    return List.copyOf(entries);
  }

  private static Entry of(Operation operation, String name) {
    List<Argument> arguments = new ArrayList<>();
    for (Parameter p : operation.parameters()) {
      arguments.add(new Argument(p.name(), p.shown(), p.kind().isTensor(), p.kind().words()));
    }
    return new Entry(
        name, Kind.OPERATION, operation.signature(), List.copyOf(arguments), operation.summary());
  }

  private static Entry numbers(String name, Kind kind, List<Setting> settings, String summary) {
    List<Argument> arguments = new ArrayList<>();
    for (Setting s : settings) {
      String value = s.isRequired() ? "" : new Term.Number(s.value()).shown();
      arguments.add(new Argument(s.name(), value, false, s.documentation()));
    }
    return entry(name, kind, arguments, summary);
  }

  private static Entry data(DataFunction function) {
    List<Argument> arguments = new ArrayList<>();
    for (DataParameter p : function.parameters()) {
      arguments.add(new Argument(p.name(), p.shown(), false, p.documentation()));
    }
    return new Entry(
        function.name(),
        Kind.valueOf(function.kind().name()),
        function.signature(),
        List.copyOf(arguments),
        function.summary());
  }

  private static Entry test(WordCatalogue.Entry word) {
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Argument("train", "", false, "a train, or its run"));
    if (word.name().equals("evaluate")) {
      arguments.add(new Argument("from", "", false, "a file of weights"));
    }
    return entry(word.name(), Kind.TEST_FUNCTION, arguments, word.summary());
  }

  private static Entry entry(String name, Kind kind, List<Argument> arguments, String summary) {
    String signature =
        arguments.stream()
            .map(a -> a.name() + (a.defaultText().isEmpty() ? "" : " = " + a.defaultText()))
            .collect(Collectors.joining(", ", name + "(", ")"));
    return new Entry(name, kind, signature, List.copyOf(arguments), summary);
  }
}
