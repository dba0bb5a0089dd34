package dev.netc.cli.describe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A step of a network.
 *
 * @param name its path
 * @param operation what it does
 * @param shape of its result, without the batch
 * @param receptiveField elements of the input that an element of its result is computed from, along
 *     each axis of an image; none where it has no place in the input
 * @param parameters numbers that it owns; a layer that is used twice owns them where it stands
 *     first
 * @param flops work for each sample; a multiply-add counts as two
 * @param bytes of its result for each sample
 */
public record LayerRow(
    String name,
    String operation,
    String shape,
    List<Long> receptiveField,
    long parameters,
    long flops,
    long bytes) {

  public LayerRow {
    receptiveField = List.copyOf(receptiveField);
  }

  /** Whether it sees more than single elements. */
  boolean seesAround() {
    return receptiveField.stream().anyMatch(extent -> extent > 1);
  }

  /** As tables show it: {@code 5x5}. */
  String sees() {
    return receptiveField.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
