package dev.netc.compiler.op;

import java.util.Optional;

/**
 * A parameter of an operation.
 *
 * @param kind what it takes
 * @param defaultValue what it is when it is left out, if it may be; as {@link Arguments} holds it
 * @param shown the default as the reference writes it; empty if there is none
 */
public record Parameter(String name, Kind kind, Optional<Object> defaultValue, String shown) {

  /** What a parameter takes. */
  public enum Kind {
    TENSOR("a tensor"),
    /** All remaining tensors by position. */
    TENSORS("tensors"),
    INTEGER("a whole number"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    /** One axis, a list of axes, or none for all. */
    AXES("an axis or a list of axes"),
    /** A list of whole numbers. */
    INTEGERS("a list of whole numbers"),
    INITIALIZER("an initialiser"),
    /**
     * Initial weights: a list, a parameter, an initialiser, or true/false where they are optional.
     */
    WEIGHTS("weights: a list, a parameter or an initialiser");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As messages say it. */
    public String words() {
      return words;
    }

    public boolean isTensor() {
      return this == TENSOR || this == TENSORS;
    }
  }

  public boolean isRequired() {
    return defaultValue.isEmpty();
  }
}
