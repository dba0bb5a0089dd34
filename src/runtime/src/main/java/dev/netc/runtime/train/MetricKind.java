package dev.netc.runtime.train;

/** How a metric's value follows from statistics that add up over batches. */
public enum MetricKind {
  /** The mean over all rows of one number per row; the statistic is its sum, of size 1. */
  MEAN,
  /** Macro-averaged precision; the statistic is the confusion matrix. */
  PRECISION,
  /** Macro-averaged recall; the statistic is the confusion matrix. */
  RECALL,
  /** The confusion matrix [classes, classes] itself: row the truth, column the prediction. */
  CONFUSION
}
