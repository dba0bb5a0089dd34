package dev.netc.compiler.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.netc.compiler.Examples;
import dev.netc.compiler.diagnostic.Code;
import dev.netc.compiler.source.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FormatterTest {
  private static void assertFormats(String expected, String text) {
    assertEquals(expected, FormattedText.of(text));
  }

  @TestFactory
  Stream<DynamicTest> everyExampleKeepsItsMeaning() {
    return Examples.good().stream()
        .map(Examples::source)
        .map(s -> dynamicTest(s.name(), () -> FormattedText.of(s.text())));
  }

  @Test
  void spacesAreThoseOfTheStyle() {
    assertFormats(
        """
        net A(n = 2, init = auto) {
            input x int [n, 1 + 2]
            y = -x[0] ^ -2 + relu(x) @ [1, 2][0..1] * f.g(a = not x, b = (1))
            output z = if n == 2 then x -> repeat n { relu -> dense(n - 1) } else x
        }
        """
            .replace(" ^ ", "^"),
        """
        net A (n=2,init =auto){ input x int[ n,1+2 ]
        y=- x [ 0 ]^ - 2+relu ( x )@[1,2][0 .. 1]*f . g( a=not x,b=( 1 ) )
        output z=if n==2 then x->repeat n{relu->dense( n-1 )}else x}\
        """);
  }

  @Test
  void shortBodiesStayOnTheirLine() {
    assertFormats(
        "net Square { input x []  output y = x^2 }\n",
        "net  Square{input x []     output y = x ^ 2}");
    assertFormats("net Empty {}\n", "net Empty {\n\n}");
  }

  @Test
  void statementsStayTogetherAsTheirAuthorPutThem() {
    assertFormats(
        """
        net Sum {
            input a []   input b []
            param W1 [784, 50] = zeros   param b1 [50] = ones
            param W2 [50, 1]   = zeros   param b2 [1]  = ones
            output y = a + b
        }
        """,
        """
        net Sum { input a [] input b []
          param W1 [784, 50] = zeros param b1 [50] = ones
          param W2 [50, 1] = zeros param b2 [1] = ones
          output y = a + b }
        """);
  }

  @Test
  void whatIsAlikeStandsBelowEachOther() {
    assertFormats(
        """
        data a       = digits()
        data letters = idx("letters")

        train Learn {
            net     Net(1)
            data    a
            clip    gradients 1.0
            epochs  10
            stop    when validation loss rises 5 times
            seed    -1
        }

        test "names" {
            short  = 1
            longer = 2
            expect short == 1
            expect longer.than.that == 3
            expect x  == [1, 2]
            expect yy == [3, 4] within 1e-6
        }

        test "a" { expect 1 == 1 }
        test "b" { expect 2 == 2 }
        """
            .replace("net     N", "net    N")
            .replace("data    a", "data   a")
            .replace("clip    g", "clip   g")
            .replace("epochs  1", "epochs 1")
            .replace("stop    w", "stop   w")
            .replace("seed    -", "seed   -"),
        """
        data a = digits()
        data letters = idx("letters")
        train Learn {
          net Net(1)
          data a
          clip gradients 1.0
          epochs 10
          stop when validation loss rises 5 times
          seed - 1
        }
        test "names" {
          short = 1
          longer = 2
          expect short == 1
          expect longer.than.that == 3
          expect x == [1, 2]
          expect yy == [3, 4] within 1e-6
        }
        test "a" { expect 1 == 1 }
        test "b" { expect 2 == 2 }
        """);
  }

  @Test
  void linesGoOnBelowWhatTheyContinue() {
    assertFormats(
        """
        net Blocks {
            input x [3, 32, 32]
            main = x -> conv(8, 3, pad = 1) -> batchnorm -> relu
                     -> conv(8, 3, pad = 1) -> batchnorm
            skip = if x.channels == 8 then x
                   else x -> conv(8, 1)
            adder = Adder(a     = [[0, 1],
                                   [1, 0]],
                          carry = [0])
            output concat(
                x -> relu,
                x -> tanh)
            output y = f(
                x
            )
        }

        test "long" {
            expect sigmoid([[1, 2, 3]])
                == [[0.73105858, 0.88079708, 0.95257413]] within 1e-8
        }
        """,
        """
        net Blocks {
        input x [3, 32, 32]
        main = x -> conv(8, 3, pad = 1) -> batchnorm -> relu ->
        conv(8, 3, pad = 1) -> batchnorm
        skip = if x.channels == 8 then x else
        x -> conv(8, 1)
        adder = Adder(a = [[0, 1],
          [1, 0]],
        carry = [0])
        output concat(
        x -> relu,
        x -> tanh
          )
        output y = f(
        x
        )
        }
        test "long" {
        expect sigmoid([[1, 2, 3]])
        == [[0.73105858, 0.88079708, 0.95257413]] within 1e-8
        }
        """
            .replace("tanh\n  )", "tanh)"));
  }

  @Test
  void longLinesAreBrokenAtArrowsThenAtCommas() {
    String layer = " -> dense(1000, init = normal(0.01)) -> relu";
    assertFormats(
        """
        net Deep {
            input image [784]
            output digit = image -> dense(1000, init = normal(0.01)) -> relu -> dense(1000, init = normal(0.01)) -> relu
                                 -> dense(1000, init = normal(0.01)) -> relu -> dense(1000, init = normal(0.01)) -> relu
        }
        """,
        "net Deep { input image [784] output digit = image" + layer.repeat(4) + " }");
    assertFormats(
        """
        data table_ = table {
            x = [10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000, 10000,
                 10000, 1]
        }
        """,
        "data table_ = table { x = [" + "10000, ".repeat(17) + "1] }");
  }

  @Test
  void commentsStayWhereTheyWereMeant() {
    assertFormats(
        """
        // A file.

        /// A net.
        net A {    // opens
            // about x
            input x [2]       // two
            input label []    // one
            y = f(x,          // the first
                  // about the second
                  /* inline */ 2)
            /* of several
               lines */
            output z = y    /* behind */
            // at the end
        }    // closes

        // last
        """,
        """

        // A file.


        /// A net.
        net A {   // opens

        // about x
        input x [2] // two
        input label [] // one
        y = f(x, // the first
        // about the second
        /* inline */ 2)
             /* of several
                lines */
        output z = y /* behind */
        // at the end

        } // closes

        // last\
        """);
  }

  @Test
  void aLongDeclarationHasAnEmptyLineAroundIt() {
    assertFormats(
        """
        net A { input x []  output x }
        net B { input x []  output x }

        // About c.
        net C {
            input x []
            output x
        }

        net D { input x []  output x }
        """,
        """
        net A { input x [] output x } net B { input x [] output x }
        // About c.
        net C { input x []
        output x }
        net D { input x [] output x }


        """);
  }

  @Test
  void lineEndsAreThoseOfTheFile() {
    assertEquals(
        "net A {\r\n    output y = 1\r\n}\r\n",
        FormattedText.of("\uFEFFnet A {\r\n\toutput y = 1 \t\r\n\r\n}"));
    assertEquals("net A {\n    output y = 1\n}\n", FormattedText.of("net A {\routput y = 1\r}\r"));
    assertEquals("", FormattedText.of(""));
    assertEquals("", FormattedText.of("\n\n \n"));
    assertEquals("// only this\n", FormattedText.of("\n// only this   "));
  }

  @Test
  void alignmentCountsCharactersNotUnits() {
    assertFormats(
        """
        test "x" {
            größe = 1
            x     = "😀"    // one
            y     = "a"    // two
        }
        """,
        "test \"x\" {\ngröße = 1\nx = \"😀\" // one\ny = \"a\" // two\n}");
  }

  @Test
  void aFileWithASyntaxErrorIsRefused() {
    Formatted formatted = Formatter.format(Source.of("a.net", "net A { output y = }"));
    assertEquals(Optional.empty(), formatted.text());
    assertEquals(Code.SYNTAX_ERROR, formatted.diagnostics().get(0).code());
  }

  @Test
  void deepNestingAndLongFilesAreFormattedSoon() {
    FormattedText.of("test \"t\" { x = " + "(".repeat(190) + "1" + ")".repeat(190) + " }");
    FormattedText.of("test \"t\" { x = " + "f([".repeat(90) + "1, 2" + "])".repeat(90) + " }");
    FormattedText.of("test \"t\" { x = " + "- ".repeat(300) + "1 }");
    FormattedText.of("test \"t\" { x = [" + "123456, ".repeat(20_000) + "1] }");
    FormattedText.of("test \"t\" { x = 1" + " + 123456".repeat(900) + " }");
    String many = "net A { input x [2]  y = x -> relu output z = y // c\n }\n".repeat(5_000);
    Source source = Source.of("a.net", many);
    Formatted formatted =
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> Formatter.format(source));
    assertTrue(formatted.text().isPresent());
  }
}
