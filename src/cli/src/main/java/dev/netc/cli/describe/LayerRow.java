package dev.netc.cli.describe;

/**
 * A step of a network.
 *
 * @param name its path
 * @param operation what it does
 * @param shape of its result, without the batch
 * @param parameters numbers that it owns; a layer that is used twice owns them where it stands
 *     first
 * @param flops work for each sample; a multiply-add counts as two
 * @param bytes of its result for each sample
 */
public record LayerRow(
    String name, String operation, String shape, long parameters, long flops, long bytes) {}
