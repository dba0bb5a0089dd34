package dev.netc.compiler.network;

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
   * @param make gives it for the values of all settings
   */
  public record Entry(
      String name,
      String documentation,
      List<Setting> settings,
      Function<Map<String, Double>, InitializerSpec> make) {}

  private static final List<Entry> ALL =
      List.of(
          plain(
              "auto",
              "he for weights whose result goes into a ReLU-like activation, xavier for others",
              InitializerSpec.Auto::new),
          plain("zeros", "every value is 0", InitializerSpec.Zeros::new),
          plain("ones", "every value is 1", InitializerSpec.Ones::new),
          new Entry(
              "constant",
              "every value is the same number",
              List.of(Setting.required("value", Range.ANY, "the number")),
              s -> new InitializerSpec.Constant(s.get("value"))),
          plain(
              "xavier",
              "normal, deviation √(2 / (fan in + fan out)) (Glorot and Bengio 2010)",
              InitializerSpec.Xavier::new),
          plain(
              "xavier_uniform",
              "uniform within ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010)",
              InitializerSpec.XavierUniform::new),
          plain(
              "xavier_fan_in",
              "normal, deviation 1 / √(fan in): the form that textbooks give for xavier",
              InitializerSpec.XavierFanIn::new),
          plain(
              "he",
              "normal, deviation √(2 / fan in), for ReLU (He et al. 2015)",
              InitializerSpec.He::new),
          plain(
              "he_uniform",
              "uniform within ±√(6 / fan in), for ReLU (He et al. 2015)",
              InitializerSpec.HeUniform::new),
          plain(
              "bilinear",
              "filters of conv_transpose that interpolate between pixels, each channel alone"
                  + " (Long et al. 2015)",
              InitializerSpec.Bilinear::new),
          new Entry(
              "orthogonal",
              "a random matrix that keeps lengths: rows or columns are orthogonal (Saxe et al."
                  + " 2014)",
              List.of(new Setting("gain", 1, Range.POSITIVE, "what lengths are multiplied by")),
              s -> new InitializerSpec.Orthogonal(s.get("gain"))));

  private static Entry plain(String name, String documentation, Supplier<InitializerSpec> spec) {
    return new Entry(name, documentation, List.of(), settings -> spec.get());
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
