package dev.netc.runtime.train;

/**
 * Which column of the data feeds which input of a model.
 *
 * @param input the model's name for it
 * @param column the data set's name for it
 * @param size floats per row; the column's rows must have as many
 * @param label whether the values are class indices
 * @param classes how many classes a label may have; 0 where it does not matter
 */
public record Feed(String input, String column, int size, boolean label, int classes) {}
