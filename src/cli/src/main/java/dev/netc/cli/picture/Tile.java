package dev.netc.cli.picture;

import dev.netc.runtime.data.image.ImageSize;

/**
 * An image of a sheet.
 *
 * @param values channel by channel, row by row
 * @param upper what is written into its upper left corner; may be empty
 * @param lower what is written into its lower right corner; may be empty
 */
public record Tile(ImageSize size, float[] values, String upper, String lower) {}
