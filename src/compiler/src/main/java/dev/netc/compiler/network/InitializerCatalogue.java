package dev.netc.compiler.network;

import dev.netc.compiler.op.Frames;
import dev.netc.compiler.op.Setting;
import dev.netc.compiler.op.Setting.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The initialisers that programs call by a name. {@code normal} and {@code uniform} are not among
 * them: they are random numbers too.
 */
public final class InitializerCatalogue {
  private InitializerCatalogue() {}

  /**
   * An initialiser by its name.
   *
   * @param documentation one sentence, with the source
   * @param example a program whose tests hold, for the reference
   * @param make gives it for the values of all settings
   */
  public record Entry(
      String name,
      String documentation,
      List<Setting> settings,
      String example,
      Function<Map<String, Double>, InitializerSpec> make) {}

  private static final List<Entry> ALL =
      List.of(
          plain(
              "auto",
              "he for weights whose result goes into a ReLU-like activation, xavier for others",
              "[100, 200]",
              "variance(w) == 2 / (100 + 200) within 2e-4",
              InitializerSpec.Auto::new),
          plain("zeros", "every value is 0", "[2]", "w == [0, 0]", InitializerSpec.Zeros::new),
          plain("ones", "every value is 1", "[2]", "w == [1, 1]", InitializerSpec.Ones::new),
          new Entry(
              "constant",
              "every value is the same number",
              List.of(Setting.required("value", Range.ANY, "the number")),
              Frames.initializer("constant", "constant(0.1)", "[2]", "w == [0.1, 0.1] within 1e-7"),
              s -> new InitializerSpec.Constant(s.get("value"))),
          plain(
              "xavier",
              "normal, deviation √(2 / (fan in + fan out)) (Glorot and Bengio 2010)",
              "[100, 200]",
              "variance(w) == 2 / (100 + 200) within 2e-4",
              InitializerSpec.Xavier::new),
          plain(
              "xavier_uniform",
              "uniform within ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010)",
              "[100, 200]",
              "max(abs(w)) == sqrt(6 / (100 + 200)) within 1e-3",
              InitializerSpec.XavierUniform::new),
          plain(
              "xavier_fan_in",
              "normal, deviation 1 / √(fan in): the form that textbooks give for xavier",
              "[100, 200]",
              "variance(w) == 1 / 100 within 3e-4",
              InitializerSpec.XavierFanIn::new),
          plain(
              "he",
              "normal, deviation √(2 / fan in), for ReLU (He et al. 2015)",
              "[100, 200]",
              "variance(w) == 2 / 100 within 5e-4",
              InitializerSpec.He::new),
          plain(
              "he_uniform",
              "uniform within ±√(6 / fan in), for ReLU (He et al. 2015)",
              "[100, 200]",
              "max(abs(w)) == sqrt(6 / 100) within 1e-3",
              InitializerSpec.HeUniform::new),
          plain(
              "bilinear",
              "filters of conv_transpose that interpolate between pixels, each channel alone"
                  + " (Long et al. 2015)",
              "[1, 1, 3, 3]",
              "w == [[[[0.25, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 0.25]]]]",
              InitializerSpec.Bilinear::new),
          new Entry(
              "orthogonal",
              "a random matrix that keeps lengths: rows or columns are orthogonal (Saxe et al."
                  + " 2014)",
              List.of(new Setting("gain", 1, Range.POSITIVE, "what lengths are multiplied by")),
              Frames.initializer(
                  "orthogonal",
                  "orthogonal",
                  "[2, 4]",
                  "w @ transpose(w) == [[1, 0], [0, 1]] within 1e-6"),
              s -> new InitializerSpec.Orthogonal(s.get("gain"))));

  private static Entry plain(
      String name,
      String documentation,
      String shape,
      String expected,
      Supplier<InitializerSpec> spec) {
    String example = Frames.initializer(name, name, shape, expected);
    return new Entry(name, documentation, List.of(), example, settings -> spec.get());
  }

  /** All of them, in the order in which they are taught. */
  public static List<Entry> all() {
    return ALL;
  }

  /** The initialiser that programs call by a name. */
  public static Optional<Entry> find(String name) {
    return ALL.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
