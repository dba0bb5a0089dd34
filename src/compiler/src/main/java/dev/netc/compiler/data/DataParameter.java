package dev.netc.compiler.data;

import java.util.Optional;

/**
 * A parameter of a function of data.
 *
 * @param documentation what it is, with its unit; one line
 * @param defaultValue what it is if it is left out: as {@link DataArguments} has it; empty if it
 *     must be given, or {@code sameAs} says it
 * @param sameAs the parameter whose value it has if it is left out
 * @param shown the default as the reference writes it; empty if there is none
 * @param least of a number, or of each number of a list
 * @param most of a number, or of each number of a list
 */
public record DataParameter(
    String name,
    Type type,
    String documentation,
    Optional<Object> defaultValue,
    Optional<String> sameAs,
    String shown,
    double least,
    double most) {

  /** What a parameter takes. */
  public enum Type {
    NUMBER("a number"),
    WHOLE("a whole number"),
    WHOLES("a whole number or a list of them"),
    TEXT("a text"),
    TRUTH("true or false");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    /** As messages say it. */
    public String words() {
      return words;
    }

    /** Whether its values have a range. */
    public boolean isNumeric() {
      return this == NUMBER || this == WHOLE || this == WHOLES;
    }
  }

  public boolean isRequired() {
    return defaultValue.isEmpty() && sameAs.isEmpty();
  }
}
