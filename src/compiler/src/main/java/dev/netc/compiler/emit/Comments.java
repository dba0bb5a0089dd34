package dev.netc.compiler.emit;

import java.util.regex.Pattern;

/**
 * Text of a program in comments: shown as it is, but unable to end the comment or escape it, and
 * unable to turn the direction of text around, which would show other code than is compiled. Source
 * of the latter: Boucher and Anderson 2021, Trojan Source.
 */
final class Comments {
  private static final Pattern CONTROL =
      Pattern.compile(
          "[\\p{Cntrl}\\u2028\\u2029\\u0085\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

  private Comments() {}

  /** For a string literal: one line, since JavaPoet breaks literals where any line ends. */
  static String oneLine(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }

  /** For a line comment: one line, and no backslash, since {@code \}{@code u} is read anywhere. */
  static String line(String text) {
    return oneLine(text).replace('\\', '/');
  }

  /** For Javadoc: lines are kept, and what HTML, Javadoc or Java would read is escaped. */
  static String javadoc(String text) {
    StringBuilder out = new StringBuilder();
    for (String row : text.strip().split("\\R")) {
      out.append(out.length() == 0 ? "" : "\n");
      for (char c : oneLine(row).toCharArray()) {
        switch (c) {
          case '&' -> out.append("&amp;");
          case '<' -> out.append("&lt;");
          case '>' -> out.append("&gt;");
          case '@' -> out.append("&#64;");
          case '*' -> out.append("&#42;");
          case '\\' -> out.append("&#92;");
          case '{' -> out.append("&#123;");
          case '}' -> out.append("&#125;");
          default -> out.append(c);
        }
      }
    }
    return out.toString();
  }
}
