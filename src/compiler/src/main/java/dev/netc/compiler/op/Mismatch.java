package dev.netc.compiler.op;

import dev.netc.compiler.diagnostic.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation cannot take these operands or arguments. The checker, which knows the places in the
 * text, turns it into a diagnostic; it never leaves the compiler.
 */
public final class Mismatch extends Exception {
  private final transient Code code;
  private final transient List<String> notes = new ArrayList<>();
  private final transient Map<String, String> labels = new LinkedHashMap<>();
  private String help;

  public Mismatch(Code code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public static Mismatch shape(String message) {
    return new Mismatch(Code.SHAPE_MISMATCH, message);
  }

  public static Mismatch window(String message) {
    return new Mismatch(Code.WINDOW_MISMATCH, message);
  }

  public static Mismatch range(String message) {
    return new Mismatch(Code.BAD_RANGE, message);
  }

  public Mismatch note(String note) {
    notes.add(note);
    return this;
  }

  public Mismatch help(String text) {
    help = text;
    return this;
  }

  /** A remark about the operand or argument of the given parameter. */
  public Mismatch label(String parameter, String text) {
    labels.put(parameter, text);
    return this;
  }

  public Code code() {
    return code;
  }

  public List<String> notes() {
    return notes;
  }

  public Map<String, String> labels() {
    return labels;
  }

  public Optional<String> help() {
    return Optional.ofNullable(help);
  }
}
