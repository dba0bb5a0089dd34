package dev.netc.runtime.checkpoint;

import java.util.Arrays;

/**
 * What an npy file says about its array: a Python dictionary with three fixed keys, as in {@code
 * {'descr': '<f4', 'fortran_order': False, 'shape': (784, 50), }}. Read letter by letter; nothing
 * is ever evaluated. Source: the format's description in numpy/lib/format.py.
 *
 * @param descr NumPy's type code, {@code <f4}
 * @param fortranOrder whether the first index runs fastest
 * @param shape empty for a scalar
 */
record NpyHeader(String descr, boolean fortranOrder, long[] shape) {

  /**
   * @throws IllegalArgumentException with a sentence part about the header, if it is not one
   */
  static NpyHeader parse(String text) {
    return new Parser(text).header();
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    NpyHeader header() {
      String descr = null;
      Boolean fortranOrder = null;
      long[] shape = null;
      expect('{');
      while (!accept('}')) {
        String key = string();
        expect(':');
        boolean repeated =
            switch (key) {
              case "descr" -> descr != null;
              case "fortran_order" -> fortranOrder != null;
              case "shape" -> shape != null;
              default -> throw wrong("has an unknown key '" + key + "'");
            };
        if (repeated) throw wrong("has the key '" + key + "' twice");
        switch (key) {
          case "descr" -> descr = descr();
          case "fortran_order" -> fortranOrder = bool();
          default -> shape = shape();
        }
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      skipSpace();
      if (at != text.length()) throw wrong("goes on after the closing brace");
      if (descr == null || fortranOrder == null || shape == null) {
        throw wrong("lacks one of 'descr', 'fortran_order' and 'shape'");
      }
      return new NpyHeader(descr, fortranOrder, shape);
    }

    private String descr() {
      skipSpace();
      if (at < text.length() && text.charAt(at) == '[') {
        throw wrong("describes records of several fields; expected plain numbers");
      }
      return string();
    }

    private String string() {
      skipSpace();
      char quote = at < text.length() ? text.charAt(at) : ' ';
      if (quote != '\'' && quote != '"') throw wrong("has no quoted word at " + at);
      int end = text.indexOf(quote, at + 1);
      if (end < 0) throw wrong("has a quoted word without an end at " + at);
      String word = text.substring(at + 1, end);
      at = end + 1;
      return word;
    }

    private boolean bool() {
      skipSpace();
      for (String word : new String[] {"True", "False"}) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw wrong("has a 'fortran_order' that is neither True nor False");
    }

    private long[] shape() {
      expect('(');
      long[] sizes = new long[Shapes.MAX_RANK];
      int rank = 0;
      while (!accept(')')) {
        if (rank == sizes.length) throw wrong("has over " + rank + " dimensions");
        sizes[rank++] = number();
        if (!accept(',')) {
          expect(')');
          break;
        }
      }
      return Arrays.copyOf(sizes, rank);
    }

    private long number() {
      skipSpace();
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
      int digits = at - start;
      if (digits == 0 || digits > 18) throw wrong("has a size that is not a whole number ≥ 0");
      long value = Long.parseLong(text, start, at, 10);
      if (at < text.length() && text.charAt(at) == 'L') at++; // Python 2 wrote 784L
      return value;
    }

    private void expect(char c) {
      if (!accept(c)) throw wrong("has no '" + c + "' at " + at);
    }

    private boolean accept(char c) {
      skipSpace();
      if (at == text.length() || text.charAt(at) != c) return false;
      at++;
      return true;
    }

    private void skipSpace() {
      while (at < text.length() && " \n\t\r".indexOf(text.charAt(at)) >= 0) at++;
    }

    private static IllegalArgumentException wrong(String problem) {
      return new IllegalArgumentException(problem);
    }
  }
}
