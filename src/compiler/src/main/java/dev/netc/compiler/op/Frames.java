package dev.netc.compiler.op;

/**
 * Programs around the examples of definitions: each shows one call at work, and its test holds. The
 * reference shows them, and a test runs them.
 */
public final class Frames {
  private Frames() {}

  /** Two steps from 1 along w², whose slope is 2 w. */
  public static String optimizer(String name, String call, String weight) {
    return """
    net Bowl { param w [] = 1  output height = w^2 }

    train Example {
        net       Bowl
        minimize  height
        optimizer %s
        steps     2
    }

    test "%s" { expect Example().w == %s within 1e-6 }
    """
        .formatted(call, name, weight);
  }

  /**
   * Four epochs of one step each along a slope of 1, so that the weight is the sum of the rates.
   */
  public static String schedule(String name, String call, String weight) {
    return """
    data point = table { x = [1] }

    net Slope { input x []  param w [] = 0  output y = w * x }

    train Example {
        net       Slope
        data      point
        minimize  y
        optimizer sgd(lr = 1)
        schedule  %s
        batch     1
        epochs    4
    }

    test "%s" { expect Example().w == %s within 1e-6 }
    """
        .formatted(call, name, weight);
  }

  /**
   * First values of a parameter.
   *
   * @param shape of the parameter, with its brackets
   * @param expected what is true of {@code w}
   */
  public static String initializer(String name, String call, String shape, String expected) {
    return """
    net Example { param w %s = %s  output weights = w }

    test "%s" {
        w = Example().weights
        expect %s
    }
    """
        .formatted(shape, call, name, expected);
  }

  /** A declaration of data and what is true of it. */
  public static String data(String name, String declaration, String expected) {
    return """
    %s

    test "%s" { expect %s }
    """
        .formatted(declaration, name, expected);
  }

  /**
   * Four epochs of one step each that see variants of one image, and whose steps are as long as a
   * number made of it.
   *
   * @param pixels of the image
   * @param shape of the image, with its brackets
   * @param seen the number
   * @param expected what is true of the weight, the sum of the four numbers with the sign turned
   */
  public static String variation(
      String name, String call, String pixels, String shape, String seen, String expected) {
    return """
    data picture = table { image = [%s] } -> augment(%s)

    net Look { input image %s  param w [] = 0  output seen = w * %s }

    train Example {
        net       Look
        data      picture
        minimize  seen
        optimizer sgd(lr = 1)
        batch     1
        epochs    4
    }

    test "%s" { expect Example().w %s }
    """
        .formatted(pixels, call, shape, seen, name, expected);
  }
}
