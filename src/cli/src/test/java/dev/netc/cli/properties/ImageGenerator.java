package dev.netc.cli.properties;

import dev.netc.cli.properties.NetGenerator.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes statements on images [channels, height, width] and sequences [channels, length]: windows
 * of odd sizes, strides over the kernel, padding over half of it, groups, branches and shortcuts.
 */
final class ImageGenerator {
  private static final int LARGEST = 250;

  /**
   * Right after a linear layer, a normalisation takes its bias out again; the gradient by it would
   * be 0, and nothing but rounding errors could be compared.
   */
  private static final String STANDARDIZED = " -> tanh -> batchnorm(eps = 0.1)";

  private final Choices choices;
  private final NetGenerator net;

  ImageGenerator(Choices choices, NetGenerator net) {
    this.choices = choices;
    this.net = net;
  }

  static boolean isImage(Tensor x) {
    return x.shape().size() == 2 || x.shape().size() == 3;
  }

  /** Adds one statement of a random kind. */
  void statement(Tensor x) {
    switch (choices.between(0, 15)) {
      case 0, 1, 2 -> convolution(x);
      case 3, 4 -> pool(x);
      case 5 -> batchNorm(x);
      case 6 -> otherNorm(x);
      case 7 -> residual(x);
      case 8 -> branches(x);
      case 9 -> shared(x);
      case 10 -> larger(x);
      case 11 -> new BlockGenerator(choices, net).onImage(x);
      case 12 -> border(x);
      case 13 -> blocks(x);
      case 14 -> unpooled(x);
      default -> global(x);
    }
  }

  private static List<Integer> extents(Tensor x) {
    return x.shape().subList(1, x.shape().size());
  }

  private static int channels(Tensor x) {
    return x.shape().get(0);
  }

  /** One number for each axis that a window slides along. */
  private List<Integer> each(Tensor x, int least, int most) {
    return extents(x).stream().map(e -> choices.between(least, most)).toList();
  }

  /** The lengths that a window leaves; none is positive where it does not fit. */
  private static List<Integer> positions(
      Tensor x, List<Integer> kernel, List<Integer> stride, int pad, int dilation) {
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < kernel.size(); i++) {
      int room = extents(x).get(i) + 2 * pad - dilation * (kernel.get(i) - 1) - 1;
      result.add(Math.floorDiv(room, stride.get(i)) + 1);
    }
    return result;
  }

  /** With more, a window could lie in the padding altogether. */
  private static int mostPadding(List<Integer> kernel, int dilation) {
    return kernel.stream().mapToInt(k -> dilation * (k - 1)).min().orElseThrow();
  }

  private static List<Integer> image(int channels, List<Integer> extents) {
    List<Integer> shape = new ArrayList<>(List.of(channels));
    shape.addAll(extents);
    return shape;
  }

  private static boolean fits(List<Integer> shape) {
    return shape.stream().allMatch(dim -> dim > 0)
        && shape.stream().reduce(1, (a, b) -> a * b) <= LARGEST;
  }

  private String activation() {
    return choices.of("", "", " -> relu", " -> tanh", " -> sigmoid", " -> gelu", STANDARDIZED);
  }

  private void convolution(Tensor x) {
    int groups = choices.of(1, 1, channels(x));
    int filters = groups * choices.between(1, 3);
    List<Integer> kernel = each(x, 1, 3);
    List<Integer> stride = each(x, 1, 4);
    int dilation = choices.of(1, 1, 2);
    int pad = Math.min(choices.of(0, 1, 1, 2), mostPadding(kernel, dilation));
    List<Integer> shape = image(filters, positions(x, kernel, stride, pad, dilation));
    if (!fits(shape)) {
      batchNorm(x);
      return;
    }
    String arguments =
        "(%d, %s, stride = %s, pad = %d, dilation = %d, groups = %d, round = down%s)"
            .formatted(
                filters,
                kernel,
                stride,
                pad,
                dilation,
                groups,
                choices.of("", "", ", bias = false", ", init = normal(0.4)", ", bias = ones"));
    net.layer(x.name() + " -> conv" + arguments + activation(), shape);
  }

  private void pool(Tensor x) {
    List<Integer> kernel = each(x, 1, 3);
    List<Integer> stride = each(x, 1, 4);
    int pad = Math.min(choices.of(0, 1, 2), mostPadding(kernel, 1));
    List<Integer> shape = image(channels(x), positions(x, kernel, stride, pad, 1));
    if (!fits(shape)) {
      batchNorm(x);
      return;
    }
    String pool =
        choices
            .of("maxpool(%s", "avgpool(%s", "avgpool(%s, count_padding = true")
            .formatted(kernel);
    net.bind(
        "%s -> %s, stride = %s, pad = %d, round = down)".formatted(x.name(), pool, stride, pad),
        shape);
  }

  private void batchNorm(Tensor x) {
    String norm = choices.of("batchnorm(eps = 0.1)", "batchnorm(per = element, eps = 0.1)");
    net.layer(x.name() + " -> tanh -> " + norm + choices.of("", " -> relu", " -> tanh"), x.shape());
  }

  private void otherNorm(Tensor x) {
    net.bind(
        x.name()
            + " -> "
            + choices.of(
                "tanh -> layernorm(eps = 0.1)",
                "tanh -> group_norm(" + choices.of(1, channels(x)) + ", eps = 0.1)",
                "lrn(size = 3, alpha = 0.3)",
                "dropout(0.3)",
                "spatial_dropout(0.3)"),
        x.shape());
  }

  private String same(int filters) {
    return "conv(" + filters + ", 3, pad = 1, init = normal(0.2))";
  }

  private void residual(Tensor x) {
    String norm = choices.of("", STANDARDIZED);
    String inner =
        "%s -> %s%s -> relu -> %s%s"
            .formatted(x.name(), same(2), norm, same(channels(x)), choices.of("", norm));
    Tensor branch = net.layer(inner, x.shape());
    net.bind("relu(" + x.name() + " + " + branch.name() + ")", x.shape());
  }

  private void branches(Tensor x) {
    Tensor a = net.layer(x.name() + " -> " + same(2) + " -> relu", image(2, extents(x)));
    Tensor b =
        net.bind(x.name() + " -> avgpool(3, stride = 1, pad = 1)", image(channels(x), extents(x)));
    String parts = List.of(a, x, b).stream().map(Tensor::name).collect(Collectors.joining(", "));
    net.bind("concat(" + parts + ")", image(2 + 2 * channels(x), extents(x)));
  }

  /** One convolution used twice: its gradient has two parts. */
  private void shared(Tensor x) {
    String layer = net.name();
    net.lines().add(layer + " = " + same(channels(x)) + " -> tanh");
    net.bind(x.name() + " -> " + layer + " -> " + layer, x.shape());
  }

  private void larger(Tensor x) {
    List<Integer> twice = extents(x).stream().map(e -> 2 * e).toList();
    List<Integer> shape = image(channels(x), twice);
    if (!fits(image(2, twice)) || !fits(shape)) {
      global(x);
    } else if (choices.oneIn(2)) {
      String kernel = choices.of("2", "4");
      String pad = kernel.equals("4") ? ", pad = 1" : "";
      net.layer(
          "%s -> conv_transpose(2, %s, stride = 2%s)%s"
              .formatted(x.name(), kernel, pad, activation()),
          image(2, twice));
    } else {
      net.bind(
          x.name() + " -> upsample(2, mode = " + choices.of("bilinear", "nearest") + ")", shape);
    }
  }

  /** Zeros around an image, or less of it. */
  private void border(Tensor x) {
    List<Integer> more = extents(x).stream().map(e -> e + 2).toList();
    if (extents(x).stream().allMatch(e -> e > 2) && choices.oneIn(2)) {
      net.bind(
          x.name() + " -> crop(1)",
          image(channels(x), extents(x).stream().map(e -> e - 2).toList()));
    } else if (fits(image(channels(x), more))) {
      net.bind(x.name() + " -> pad(1)", image(channels(x), more));
    } else {
      global(x);
    }
  }

  /** Blocks of pixels as channels. */
  private void blocks(Tensor x) {
    if (!extents(x).stream().allMatch(e -> e % 2 == 0)) {
      border(x);
      return;
    }
    int pixels = extents(x).size() == 1 ? 2 : 4;
    List<Integer> halves = extents(x).stream().map(e -> e / 2).toList();
    net.bind(x.name() + " -> space_to_depth(2)", image(channels(x) * pixels, halves));
  }

  /** Where a pool found its largest elements, with windows that overlap. */
  private void unpooled(Tensor x) {
    if (!extents(x).stream().allMatch(e -> e >= 3)) {
      border(x);
      return;
    }
    List<Integer> less = extents(x).stream().map(e -> e - 1).toList();
    Tensor pooled = net.bind(x.name() + " -> maxpool(2, stride = 1)", image(channels(x), less));
    net.bind("max_unpool(sin(%s), %s)".formatted(pooled.name(), pooled.name()), x.shape());
  }

  private void global(Tensor x) {
    String pool = choices.of("global_avgpool", "global_maxpool");
    net.bind(x.name() + " -> " + pool, List.of(channels(x)));
  }
}
