package dev.netc.compiler.check;

import java.util.Arrays;
import java.util.List;

/** The declarations, the statements in them, and the functions that only tests have. */
public final class WordCatalogue {
  private WordCatalogue() {}

  /** What a word opens. */
  public enum Kind {
    DECLARATION("declaration"),
    STATEMENT("statement"),
    TEST_FUNCTION("function of tests");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As the reference says it. */
    public String word() {
      return word;
    }
  }

  /**
   * A word and what it opens.
   *
   * @param form as the reference writes it; what a program chooses is in capitals, what it may
   *     leave out in brackets
   * @param summary one line
   * @param remarks lines that its page adds
   */
  public record Entry(Kind kind, String name, String form, String summary, List<String> remarks) {

    /** A program whose tests hold. */
    public String example() {
      return StoredExample.of("words", name);
    }
  }

  private static final List<Entry> ALL =
      List.of(
          declaration(
              "import",
              "import \"FILE\"",
              "makes all declarations of another file known here",
              "The path ends in `.net` and is relative to the file that imports; `std/…` is the standard",
              "library."),
          declaration(
              "net",
              "net NAME[(PARAMETER [= VALUE], …)] { … }",
              "a network, or a part of one: a net is a layer of other nets",
              "Its statements are `input`, `param`, `output` and NAME = VALUE. It is checked anew",
              "for each use, with its arguments and the shapes that flow in."),
          declaration(
              "data",
              "data NAME = READER [-> TRANSFORM] …",
              "rows of named columns, in the splits train, validation and test",
              "A test sees `NAME.train.rows` and the rows of columns: `NAME.train.image[0]`."),
          declaration(
              "train",
              "train NAME[(PARAMETER [= VALUE], …)] { … }",
              "how a net is trained: settings, and values bound for them",
              "In a test it is a function: `run = Fit()` trains, `run.w` is a parameter or a named",
              "value after the last step, `run.w.history[0]` before the first, and",
              "`run.test.accuracy` a figure of a split."),
          declaration(
              "test",
              "test \"NAME\" { … }",
              "what must hold; `netc test` runs it in float64, and compiled in float32",
              "Its statements are `expect` and NAME = VALUE."),
          statement(
              "input",
              "input NAME [int] [SHAPE]",
              "a value that comes from outside, one for each sample",
              "Sizes are without the batch: `[1, 28, 28]`, and `[]` for one number. Without a",
              "shape it has that of what flows in. `int` marks indices."),
          statement(
              "param",
              "param NAME SHAPE [= VALUE | = INITIALISER]",
              "a parameter of its own, which training changes"),
          statement(
              "output",
              "output [NAME =] VALUE",
              "what the net gives; it may give several",
              "The name can be left out where there is one, or where the value has a name."),
          statement(
              "if",
              "if CONDITION then VALUE else VALUE",
              "chooses when the net is built, by arguments and shapes",
              "The two may have different shapes; only one of them is built. `true` and `false`",
              "are conditions, and so are comparisons, joined by `and`, `or` and `not`.",
              "`where(c, a, b)` chooses for each element when the net runs."),
          statement(
              "repeat",
              "repeat COUNT { LAYERS }",
              "copies of layers in a row, each with parameters of its own"),
          statement(
              "error",
              "error(\"REASON\")",
              "refuses what cannot be built; the reason is shown where the net is used"),
          statement(
              "expect",
              "expect VALUE [within TOLERANCE]",
              "what must be true: a comparison, of every element",
              "`==` holds within the tolerance, 0 if it is left out."),
          function(
              "evaluate",
              "evaluate(TRAIN, [from = \"FILE\",] [storage = fp32 | fp16 | bf16])",
              "the figures of a train's net with weights from a file, on each split",
              "With a storage the weights are rounded as `netc convert` rounds them. In the",
              "example line.npz holds an array a, which is 2."),
          function(
              "gradient_error",
              "gradient_error(TRAIN)",
              "the largest relative difference between backpropagation and central differences"),
          function(
              "gradient_difference",
              "gradient_difference(TRAIN).PARAMETER",
              "the mean absolute difference between both gradients of a parameter"));

  private static Entry declaration(String name, String form, String summary, String... remarks) {
    return new Entry(Kind.DECLARATION, name, form, summary, List.of(remarks));
  }

  private static Entry statement(String name, String form, String summary, String... remarks) {
    return new Entry(Kind.STATEMENT, name, form, summary, List.of(remarks));
  }

  private static Entry function(String name, String form, String summary, String... remarks) {
    return new Entry(Kind.TEST_FUNCTION, name, form, summary, List.of(remarks));
  }

  /** All of them, in the order of the reference. */
  public static List<Entry> all() {
    return ALL;
  }

  /** Those of some kinds, in the order of the reference. */
  public static List<Entry> of(Kind... kinds) {
    return ALL.stream().filter(entry -> Arrays.asList(kinds).contains(entry.kind())).toList();
  }
}
