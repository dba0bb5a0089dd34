package dev.netc.compiler.emit;

import java.util.regex.Pattern;

/** Text of a program in comments: shown as it is, but unable to end the comment or escape it. */
final class Comments {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u0085]+");

  private Comments() {}

  /** For a line comment: one line, and no backslash, since {@code \}{@code u} is read anywhere. */
  static String line(String text) {
    return CONTROL.matcher(text).replaceAll(" ").replace('\\', '/');
  }

  /** For Javadoc: lines are kept, and what HTML, Javadoc or Java would read is escaped. */
  static String javadoc(String text) {
    StringBuilder out = new StringBuilder();
    for (String row : text.strip().split("\\R")) {
      out.append(out.length() == 0 ? "" : "\n");
      for (char c : CONTROL.matcher(row).replaceAll(" ").toCharArray()) {
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
