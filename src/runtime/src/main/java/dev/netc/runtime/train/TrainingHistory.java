package dev.netc.runtime.train;

import java.util.List;
import java.util.Map;

/**
 * What a training recorded on its way.
 *
 * @param losses of the steps, thinned out if there were very many
 * @param evaluations in their order, the final ones excluded; without confusion matrices
 * @param recorded for each recorded tensor its values: index 0 before the first step, index n after
 *     step n
 */
public record TrainingHistory(
    LossCurve losses, List<SplitResult> evaluations, Map<String, List<double[]>> recorded) {}
