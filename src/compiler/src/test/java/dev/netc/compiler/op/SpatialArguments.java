package dev.netc.compiler.op;

import dev.netc.compiler.type.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arguments of operations on images and sequences: strides, padding, dilation, groups. */
final class SpatialArguments {
  private static final Padding LOPSIDED = Padding.of(List.of(List.of(1, 0), List.of(0, 2)));

  private static final Set<String> SPATIAL =
      Set.of(
          "conv",
          "conv_transpose",
          "maxpool",
          "avgpool",
          "global_avgpool",
          "global_maxpool",
          "upsample",
          "pad",
          "crop",
          "space_to_depth",
          "spatial_dropout",
          "batchnorm",
          "group_norm",
          "lrn");

  /** What a maxpool gave, and what it was given. */
  static final List<List<Shape>> UNPOOLED =
      List.of(
          List.of(Shape.of(1, 2, 2), Shape.of(1, 4, 4)),
          List.of(Shape.of(2, 2, 2), Shape.of(2, 4, 5)),
          List.of(Shape.of(2, 2, 3), Shape.of(2, 4, 5)),
          List.of(Shape.of(3, 3), Shape.of(3, 7)));

  private SpatialArguments() {}

  static boolean isSpatial(Operation operation) {
    return SPATIAL.contains(operation.name());
  }

  static List<Map<String, Object>> conv() {
    return List.of(
        Map.of("filters", 2, "kernel", List.of(3)),
        Map.of("filters", 4, "kernel", List.of(1), "stride", List.of(2), "bias", Boolean.FALSE),
        Map.of("filters", 4, "kernel", List.of(3), "pad", Padding.of(1), "groups", 2),
        Map.of("filters", 1, "kernel", List.of(2), "dilation", List.of(2), "pad", Padding.SAME),
        Map.of("filters", 3, "kernel", List.of(4), "stride", List.of(3), "round", "up"),
        Map.of(
            "filters",
            2,
            "kernel",
            List.of(2, 3),
            "stride",
            List.of(2, 1),
            "pad",
            LOPSIDED,
            "round",
            "down"));
  }

  static List<Map<String, Object>> convTranspose() {
    return List.of(
        Map.of("filters", 2, "kernel", List.of(3)),
        Map.of("filters", 4, "kernel", List.of(4), "stride", List.of(2), "groups", 2),
        Map.of("filters", 1, "kernel", List.of(3), "stride", List.of(2), "pad", Padding.SAME),
        Map.of("filters", 1, "kernel", List.of(2), "stride", List.of(3), "pad", Padding.SAME),
        Map.of(
            "filters",
            2,
            "kernel",
            List.of(2, 3),
            "stride",
            List.of(2, 3),
            "dilation",
            List.of(1, 2),
            "output_pad",
            List.of(1, 2),
            "pad",
            LOPSIDED,
            "bias",
            Boolean.FALSE));
  }

  static List<Map<String, Object>> maxpool() {
    return List.of(
        Map.of("kernel", List.of(2)),
        Map.of("kernel", List.of(2), "round", "down"),
        Map.of("kernel", List.of(3), "stride", List.of(2), "round", "up"),
        Map.of("kernel", List.of(2), "stride", List.of(1), "dilation", List.of(2)),
        Map.of("kernel", List.of(3, 2), "stride", List.of(2, 1), "pad", Padding.of(1)));
  }

  static List<Map<String, Object>> avgpool() {
    return List.of(
        Map.of("kernel", List.of(2)),
        Map.of("kernel", List.of(3), "stride", List.of(2), "round", "up"),
        Map.of("kernel", List.of(2), "round", "up", "count_padding", true, "pad", Padding.of(1)),
        Map.of("kernel", List.of(3), "stride", List.of(1), "pad", Padding.SAME),
        Map.of("kernel", List.of(2, 3), "pad", LOPSIDED, "round", "down"),
        Map.of("kernel", List.of(3), "pad", Padding.of(1), "count_padding", true, "round", "down"));
  }

  static List<Map<String, Object>> maxUnpool() {
    return List.of(
        Map.of("pooled", pool(2, 2, "down")),
        Map.of("pooled", pool(3, 2, "up")),
        Map.of("pooled", pool(2, 2, "up")));
  }

  static Arguments pool(int kernel, int stride, String round) {
    return new Arguments(
        Map.of(
            "kernel",
            List.of(kernel),
            "stride",
            List.of(stride),
            "pad",
            Padding.NONE,
            "dilation",
            List.of(1),
            "round",
            round));
  }

  static List<Map<String, Object>> upsample() {
    return List.of(
        Map.of("scale", List.of(1)),
        Map.of("scale", List.of(2)),
        Map.of("scale", List.of(2), "mode", "bilinear"),
        Map.of("scale", List.of(3, 1), "mode", "bilinear"),
        Map.of("scale", List.of(1, 2)));
  }

  static List<Map<String, Object>> borders() {
    return List.of(
        Map.of("amount", Padding.of(0)),
        Map.of("amount", Padding.of(1)),
        Map.of("amount", LOPSIDED),
        Map.of("amount", Padding.of(List.of(List.of(2, 1)))));
  }
}
