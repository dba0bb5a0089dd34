package dev.netc.runtime.train;

import java.util.Optional;

/**
 * The value of a metric over a split.
 *
 * @param name as in the program
 * @param value the number; for a confusion matrix the share of its diagonal, which is the accuracy
 * @param confusion row-major counts [classes, classes], truth × prediction; empty for a mean
 */
public record MetricValue(String name, double value, Optional<double[]> confusion) {}
