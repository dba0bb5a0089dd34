package dev.netc.runtime.train;

/**
 * What a model says about one batch without learning from it.
 *
 * @param loss mean over the batch's rows
 * @param statistics one vector per metric, in the order and with the sizes of {@link
 *     Model#metrics}; they add up over batches. A mean's is the sum over the rows; the others' is
 *     the confusion matrix, row-major, truth × prediction, in rows counted
 */
public record Evaluation(double loss, double[][] statistics) {}
