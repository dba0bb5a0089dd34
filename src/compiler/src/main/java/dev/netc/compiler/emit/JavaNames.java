package dev.netc.compiler.emit;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * Java identifiers for the names of a program, each once. {@code scores.dense[0].weight} becomes
 * {@code scoresDense0Weight}; letters of any script stay as they are; a keyword or a name that is
 * taken gets a suffix.
 */
final class JavaNames {
  /**
   * Words that Java 17 allows as names of variables but not of classes, and the constant of
   * generated classes, which would hide a class of its name.
   */
  private static final Set<String> RESTRICTED =
      Set.of("var", "record", "yield", "sealed", "permits", "when", "SPEC");

  private final Set<String> taken;

  JavaNames(Set<String> reserved) {
    this.taken = new HashSet<>(reserved);
  }

  /** Names of another scope, in which none of those given so far is free. */
  JavaNames copy() {
    return new JavaNames(taken);
  }

  /** An identifier that was not given before. */
  String unique(String name) {
    String wanted = identifier(name);
    String free = wanted;
    for (int i = 2; !taken.add(free); i++) {
      // A digit at the end must not run into the counter: x1 and 2 is not x12.
      boolean digit = Character.isDigit(wanted.codePointBefore(wanted.length()));
      free = wanted + (digit ? "_" : "") + i;
    }
    return free;
  }

  /** A name as an identifier, with a suffix if it is a word of Java. */
  static String identifier(String name) {
    return unlikeKeyword(letters(name));
  }

  /** A name with a capital first letter, where its script has capitals. */
  static String capitalized(String name) {
    String word = letters(name);
    int first = word.codePointAt(0);
    return unlikeKeyword(
        new StringBuilder()
            .appendCodePoint(Character.toUpperCase(first))
            .append(word, Character.charCount(first), word.length())
            .toString());
  }

  /** A class name. */
  static String className(String name) {
    return capitalized(name);
  }

  private static String unlikeKeyword(String word) {
    boolean isWord =
        SourceVersion.isKeyword(word, SourceVersion.RELEASE_17) || RESTRICTED.contains(word);
    return isWord ? word + "_" : word;
  }

  /** What of a name an identifier may have; a capital where something was left out. */
  private static String letters(String name) {
    StringBuilder out = new StringBuilder();
    boolean startsWord = false;
    for (int at = 0; at < name.length(); ) {
      int c = name.codePointAt(at);
      at += Character.charCount(c);
      if (!isLetter(c)) {
        startsWord = true;
        continue;
      }
      if (out.length() == 0 && !Character.isJavaIdentifierStart(c)) {
        out.append('_');
      }
      boolean capital = startsWord && out.length() > 0;
      out.appendCodePoint(capital ? Character.toUpperCase(c) : c);
      startsWord = false;
    }
    return out.length() == 0 ? "value" : out.toString();
  }

  private static boolean isLetter(int c) {
    return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c) && c != '$';
  }

  /** The name of a method as Java writes those of constants: {@code hiddenRelu} as HIDDEN_RELU. */
  static String constant(String method) {
    return method.replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2").toUpperCase(Locale.ROOT);
  }

  /** A name as Java writes those of variables: {@code cross_entropy} as {@code crossEntropy}. */
  static String camelCase(String name) {
    return identifier(name.replace('_', ' '));
  }
}
