package dev.netc.compiler.data;

import dev.netc.compiler.data.DataParameter.Type;
import dev.netc.compiler.op.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A reader, a transform, or a variation of images.
 *
 * @param summary one line
 * @param parameters by position
 * @param remarks lines that its page adds
 * @param columns of a reader whose data always has the same
 * @param parts the kind of functions that it takes as arguments, if any
 * @param requirement that its arguments must meet
 * @param rule what it makes of columns
 * @param example a program whose tests hold, for the reference
 */
public record DataFunction(
    Kind kind,
    String name,
    String summary,
    List<DataParameter> parameters,
    List<String> remarks,
    Optional<DataSchema> columns,
    Optional<Kind> parts,
    Requirement requirement,
    Rule rule,
    String example) {

  /** Where a function stands. */
  public enum Kind {
    /** {@code data x = mnist("data/mnist")}. */
    READER("reader"),
    /** {@code -> shuffle}. */
    TRANSFORM("transform"),
    /** {@code -> augment(shift(2))}. */
    VARIATION("variation");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As messages say it. */
    public String word() {
      return word;
    }
  }

  /** What arguments must be together, beyond the range of each. */
  @FunctionalInterface
  public interface Requirement {
    void check(DataArguments arguments) throws DataMismatch;
  }

  /** The columns after a call, given those before. */
  @FunctionalInterface
  public interface Rule {
    DataSchema apply(DataSchema before, DataCall call) throws DataMismatch;
  }

  /** As the reference writes it: {@code crop(height, width = height, pad = 0)}. */
  public String signature() {
    if (parts.isPresent()) {
      return name + "(" + parts.get().word() + ", …)";
    }
    return parameters.isEmpty()
        ? name
        : parameters.stream()
            .map(p -> p.isRequired() ? p.name() : p.name() + " = " + p.shown())
            .collect(Collectors.joining(", ", name + "(", ")"));
  }

  static Builder reader(String name, String summary) {
    return new Builder(Kind.READER, name, summary);
  }

  static Builder transform(String name, String summary) {
    return new Builder(Kind.TRANSFORM, name, summary);
  }

  static Builder variation(String name, String summary) {
    return new Builder(Kind.VARIATION, name, summary);
  }

  /** Collects the parts of a definition; each method returns the builder. */
  static final class Builder {
    private final Kind kind;
    private final String name;
    private final String summary;
    private final List<DataParameter> parameters = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Optional<DataSchema> columns = Optional.empty();
    private Optional<Kind> parts = Optional.empty();
    private Requirement requirement = arguments -> {};
    private Rule rule = (before, call) -> before;
    private String example = "";

    private Builder(Kind kind, String name, String summary) {
      this.kind = kind;
      this.name = name;
      this.summary = summary;
    }

    /** A number that must be given. */
    Builder number(String parameter, String documentation, double least, double most) {
      return add(parameter, Type.NUMBER, documentation, null, "", least, most);
    }

    /** A number with a default. */
    Builder number(
        String parameter,
        String documentation,
        double value,
        String shown,
        double least,
        double most) {
      return add(parameter, Type.NUMBER, documentation, value, shown, least, most);
    }

    /** A whole number that must be given. */
    Builder whole(String parameter, String documentation, double least, double most) {
      return add(parameter, Type.WHOLE, documentation, null, "", least, most);
    }

    /** A whole number with a default. */
    Builder whole(
        String parameter,
        String documentation,
        double value,
        String shown,
        double least,
        double most) {
      return add(parameter, Type.WHOLE, documentation, value, shown, least, most);
    }

    /** As the last parameter, with another one's value if it is left out. */
    Builder like(String other, String parameter, String documentation) {
      DataParameter like = parameters.get(parameters.size() - 1);
      parameters.add(
          new DataParameter(
              parameter,
              like.type(),
              documentation,
              Optional.empty(),
              Optional.of(other),
              other,
              like.least(),
              like.most()));
      return this;
    }

    /** A list of whole numbers; none if it is left out. */
    Builder wholes(
        String parameter, String documentation, String shown, double least, double most) {
      return add(parameter, Type.WHOLES, documentation, List.of(), shown, least, most);
    }

    Builder seed() {
      return whole("seed", "of the random numbers", 1, "1", 0, 1e15);
    }

    /** A text; {@code null} if it must be given. */
    Builder text(String parameter, String documentation, String value) {
      String shown = value == null ? "" : "\"" + value + "\"";
      return add(parameter, Type.TEXT, documentation, value, shown, 0, 0);
    }

    Builder truth(String parameter, String documentation, boolean value) {
      return add(parameter, Type.TRUTH, documentation, value, String.valueOf(value), 0, 0);
    }

    private Builder add(
        String parameter,
        Type type,
        String documentation,
        Object value,
        String shown,
        double least,
        double most) {
      parameters.add(
          new DataParameter(
              parameter,
              type,
              documentation,
              Optional.ofNullable(value),
              Optional.empty(),
              shown,
              least,
              most));
      return this;
    }

    Builder remark(String line) {
      remarks.add(line);
      return this;
    }

    Builder columns(DataSchema schema) {
      columns = Optional.of(schema);
      return this;
    }

    Builder takes(Kind functions) {
      parts = Optional.of(functions);
      return this;
    }

    Builder requires(Requirement what) {
      requirement = what;
      return this;
    }

    Builder rule(Rule what) {
      rule = what;
      return this;
    }

    /** A program whose tests hold. */
    Builder example(String program) {
      example = program;
      return this;
    }

    /** A data declaration, and what is true of it. */
    Builder example(String declaration, String expected) {
      return example(Frames.data(name, declaration, expected));
    }

    DataFunction build() {
      return new DataFunction(
          kind,
          name,
          summary,
          List.copyOf(parameters),
          List.copyOf(remarks),
          columns,
          parts,
          requirement,
          rule,
          example);
    }
  }
}
