package dev.netc.compiler.op;

import java.util.List;
import java.util.Optional;

/**
 * A parameter of an operation.
 *
 * @param kind what it takes
 * @param defaultValue what it is when it is left out, if it may be; as {@link Arguments} holds it
 * @param shown the default as the reference writes it; empty if there is none
 * @param words the words of its own that it knows, such as {@code nearest}; of a {@link
 *     Kind#RESULT} the operation that it is the result of
 */
public record Parameter(
    String name, Kind kind, Optional<Object> defaultValue, String shown, List<String> words) {

  /** What a parameter takes. */
  public enum Kind {
    TENSOR("a tensor"),
    /** All remaining tensors by position. */
    TENSORS("tensors"),
    /** The result of a certain operation: its first operand and its arguments are taken. */
    RESULT("the result"),
    INTEGER("a whole number"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    /** One axis, a list of axes, or none for all. */
    AXES("an axis or a list of axes"),
    /** A list of whole numbers. */
    INTEGERS("a list of whole numbers"),
    /** Whole numbers for the axes of an image, or one for all of them. */
    EXTENTS("a whole number, or a list of one for each axis"),
    /** What stands around an image: a {@link Padding}. */
    PADDING("a whole number, a list of one for each axis or of [before, after] for each axis"),
    /** One of the parameter's words. */
    WORD("one of the words"),
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
      return this == TENSOR || this == TENSORS || this == RESULT;
    }

    /** Whether a list of numbers may be a plain value for it. */
    public boolean isList() {
      return this == INTEGERS || this == AXES || this == EXTENTS || this == PADDING;
    }
  }

  public Parameter {
    words = List.copyOf(words);
  }

  /** What it takes, as messages say it: {@code nearest or bilinear}. */
  public String takes() {
    return switch (kind) {
      case WORD -> String.join(" or ", words);
      case RESULT -> "the result of " + words.get(0);
      default -> kind.words() + (words.isEmpty() ? "" : ", or " + String.join(", or ", words));
    };
  }

  public boolean isRequired() {
    return defaultValue.isEmpty();
  }
}
